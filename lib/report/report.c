#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "report/report.h"
#include "time/zone.h"
#include "tsv/header.h"

void
report_table(struct report *report, struct opt table[5])
{
	const struct opt made[5] = {
		{ OPT_TEXT, "by", "PERIOD", "day, week, month, quarter, half, year or all",
		    &report->by },
		{ OPT_TEXT, "tz", "ZONE", "the time zone of periods (UTC)", &report->tz },
		{ OPT_TEXT, "year-start", "MONTH",
		    "the month, 1 to 12, that a fiscal year begins with",
		    &report->year_start },
		{ OPT_TEXT, "group", "COL,...", "a row for each value of these columns",
		    &report->group },
		{ 0 },
	};

	memcpy(table, made, sizeof(made));
}

void
report_setup(struct report *report, const char *by)
{
	struct reason why;
	enum period_unit unit;
	int year_start = 0;

	if (report->tz != NULL && zone_use(report->tz, &why) != 0)
		diag_usage("--tz: %s", why.text);
	if (report->year_start != NULL)
		year_start = (int)options_integer("year-start", report->year_start, 1, 12);
	if (report->by != NULL)
		by = report->by;
	if (by != NULL) {
		if (period_parse(span_of(by), &unit, &why) != 0)
			diag_usage("--by: %s", why.text);
		report->calendar = calendar_new(unit, year_start);
	}
	if (report->group != NULL) {
		report->groups = list_parse(report->group);
		header_once(&report->groups, "--group");
	}
}

void
report_close(struct report *report)
{
	if (report->calendar != NULL)
		calendar_free(report->calendar);
	list_free(&report->groups);
	free(report->group_places);
	text_free(&report->key);
}

void
report_bind(struct report *report, struct tsv *tsv)
{
	report->tsv = tsv;
	report->group_places = tsv_need_list(tsv, &report->groups);
}

struct span
report_group(struct report *report, const struct row *row)
{
	size_t count = report->groups.count;

	if (count == 1)
		return tsv_value(report->tsv, row, report->group_places[0]);
	return count == 0 ? (struct span){ NULL, 0 } :
			    tsv_join(report->tsv, row, report->group_places, count,
				&report->key);
}

int
report_compare_groups(struct span a, struct span b)
{
	struct span value_a, value_b;
	int order = 0;

	while (order == 0 && span_take(&a, '\t', &value_a) && span_take(&b, '\t', &value_b))
		order = span_compare(value_a, value_b);
	return order;
}

void
report_put_group(const struct report *report, struct out *out, struct span group)
{
	if (report->groups.count == 0)
		return;
	out_joined(out, group);
	out_char(out, '\t');
}

void
report_put_header(const struct report *report, struct out *out)
{
	if (report->calendar != NULL)
		out_text(out, "period\t");
	for (size_t i = 0; i < report->groups.count; i++) {
		out_span(out, report->groups.item[i]);
		out_char(out, '\t');
	}
}

void
report_end_header(struct out *out)
{
	size_t used = out->used;
	struct span line = { out->buf, used };
	struct list columns = { mem_new(used + 1, sizeof(*columns.item)), 0 };

	while (span_take(&line, '\t', &columns.item[columns.count]))
		columns.count++;
	/* If one occurs twice, nothing goes out, not even as the program fails. */
	out->used = 0;
	header_once(&columns, "the output");
	free(columns.item);
	out->used = used;
	out_char(out, '\n');
	out_flush(out);
}

void
report_put_period(const struct report *report, struct out *out, int64_t number)
{
	char name[PERIOD_TEXT_MAX];
	size_t len = calendar_name(report->calendar, number, name);

	out_span(out, (struct span){ name, len });
	out_char(out, '\t');
}

void
report_put_ratio(struct out *out, int128 num, int128 den, int places)
{
	if (den == 0)
		out_span(out, out->null);
	else
		out->used += ratio_format(
		    out_room(out, DECIMAL_TEXT_MAX), num, den, places);
}

void
report_put_double(struct out *out, double value)
{
	char text[400];

	if (isnan(value)) {
		out_span(out, out->null);
		return;
	}
	snprintf(text, sizeof(text), "%.4f", value);
	out_text(out, text);
}

struct interval
report_wilson(double count, double n)
{
	const double z = 1.959963984540054;
	double share = count / n;
	double centre = share + z * z / (2 * n);
	double half = z * sqrt((share * (1 - share) + z * z / (4 * n)) / n);
	double scale = 1 + z * z / n;

	if (n == 0)
		return (struct interval){ NAN, NAN };
	/* At the ends the bounds are 0 and 1, but for rounding. */
	return (struct interval){ count == 0 ? 0 : (centre - half) / scale,
		count == n ? 1 : (centre + half) / scale };
}

void
report_put_wilson(struct out *out, int64_t count, int64_t n)
{
	struct interval interval = report_wilson((double)count, (double)n);

	report_put_double(out, interval.low);
	out_char(out, '\t');
	report_put_double(out, interval.high);
}
