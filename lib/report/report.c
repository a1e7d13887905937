#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "report/report.h"
#include "time/zone.h"
#include "tsv/columnnames.h"
#include "tsv/workfile.h"

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

/* Takes --calendar, whose times of day are in --tz. */
static void
take_working(struct report *report)
{
	report->measure = MEASURE_WHOLE;
	if (report->working == NULL)
		return;
	if (report->tz == NULL)
		diag_usage("--calendar needs --tz, the zone in which people work");
	report->clock = workclock_new(workfile_read(report->working));
	report->measure = workclock_measure(report->clock);
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
	report->names = names_new();
	if (report->group != NULL) {
		report->groups = list_parse(report->group);
		columnnames_once(&report->groups, "--group");
	}
	take_working(report);
}

int64_t
report_unit(const char *text, struct measure measure)
{
	struct reason why;
	int64_t usec;

	if (unit_parse(span_of(text != NULL ? text : "days"), measure, &usec, &why) != 0)
		diag_usage("--unit: %s", why.text);
	return usec;
}

void
report_open(struct report *report)
{
	out_open(&report->out);
	report->tsv = tsv_open(&report->common, &report->out);
}

void
report_open_moves(struct report *report, unsigned parts)
{
	report_open(report);
	report->moves = moves_open(report->tsv, &report->common, report->names, parts);
	report->entered = moves_entered(report->moves);
	if (report->sum != NULL)
		moves_sum(report->moves, report->sum);
	if (report->tz != NULL && report->calendar != NULL &&
	    calendar_unit(report->calendar) != PERIOD_ALL)
		moves_watch_dates(report->moves);
	report_bind(report, report->tsv);
}

/* Fewer moves than this may be at midnight by chance. */
enum { DATES_LEAST = 20 };

/* Dates are midnights in UTC, which is the day before in a zone west of it. */
static void
note_dates(const struct report *report)
{
	int64_t first, last;

	if (moves_dates(report->moves, &first, &last) >= DATES_LEAST &&
	    (zone_east(first) < 0 || zone_east(last) < 0))
		diag_note("all times are at midnight in UTC: they are dates, so --tz %s moves "
			  "them to the day before; leave --tz out",
		    report->tz);
}

void
report_close(struct report *report)
{
	if (report->moves != NULL) {
		note_dates(report);
		moves_close(report->moves);
	}
	if (report->tsv != NULL)
		tsv_close(report->tsv);
	if (report->calendar != NULL)
		calendar_free(report->calendar);
	workclock_free(report->clock);
	list_free(&report->groups);
	grouping_free(&report->grouping);
	names_free(report->names);
}

void
report_check_stage(const struct report *report, const char *option, uint32_t stage)
{
	entered_check(report->entered, report->names, option, stage);
}

void
report_check_spelling(const struct report *report)
{
	entered_check_spelling(report->entered, report->names);
}

void
report_check_table(const struct report *report, const struct stages *table)
{
	entered_check_table(report->entered, report->names, table);
}

void
report_check_open(const struct report *report, const char *what)
{
	if (entered_lacks_open(report->entered))
		diag_note("no open visits, so %s: were the moves made with --open no, or with "
			  "--state?",
		    what);
}

void
report_bind(struct report *report, struct tsv *tsv)
{
	grouping_bind(&report->grouping, tsv, &report->groups);
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
	/* If a column occurs twice, nothing goes out, not even when the program fails. */
	out->used = 0;
	columnnames_once(&columns, "the output");
	free(columns.item);
	out->used = used;
	out_char(out, '\n');
	out_flush(out);
}

void
report_put_period(const struct report *report, struct out *out, int64_t period)
{
	char name[PERIOD_TEXT_MAX];

	if (report->calendar == NULL)
		return;
	out_span(out,
	    (struct span){ name, calendar_name(report->calendar, period, name) });
	out_char(out, '\t');
}

void
report_put_keys(
    const struct report *report, struct out *out, int64_t period, struct span group)
{
	report_put_period(report, out, period);
	report_put_group(report, out, group);
}

void
report_put_member(struct out *out, const char *column, struct span lead, int64_t time)
{
	out_text(out, column);
	out_char(out, '\t');
	out_span(out, lead);
	out_char(out, '\t');
	out_instant(out, time);
	out_char(out, '\n');
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
