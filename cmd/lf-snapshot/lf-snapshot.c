/* Turns daily lists of leads into staged events, or their counts into net flow. */
#include <inttypes.h>

#include "lead/stages.h"
#include "report/report.h"
#include "time/instant.h"
#include "time/zone.h"

#include "counts.h"
#include "lists.h"

struct options {
	const char *stages, *exit, *unit;
	bool gaps, counts;
};

struct snapshot {
	struct report report;
	size_t lead, time, stage, count; /* columns */
	struct instant_memo memo;
	struct stages *table; /* NULL without --stages */
	bool gaps;
	bool begun; /* there was a row */
	int64_t day; /* the number of the present day, from 1970-01-01 */
	int64_t first; /* the time of its first row, which is that of its events */

	struct lists *lists; /* NULL with --counts */
	struct counts *counts; /* NULL without it */
};

static void
end_day(struct snapshot *snapshot)
{
	struct out *out = &snapshot->report.out;
	struct reason why;

	if (!snapshot->begun)
		return;
	if (snapshot->counts == NULL)
		lists_end_day(snapshot->lists, snapshot->day, snapshot->first, out);
	else if (counts_end_day(
		     snapshot->counts, snapshot->day, snapshot->first, out, &why) != 0)
		diag_data("%s: %s", tsv_name(snapshot->report.tsv), why.text);
}

/*
 * A row without a stage is that of a lead on no list: it only says that there are
 * lists of the day. 0, or -1 with the reason and the column that it is about.
 */
static int
take_member(struct snapshot *snapshot, const struct row *row, const char **column,
    struct reason *why)
{
	const struct report *report = &snapshot->report;
	struct span lead = tsv_value(report->tsv, row, snapshot->lead);
	struct span stage = tsv_value(report->tsv, row, snapshot->stage);

	*column = report->common.lead;
	if (lead.len == 0)
		return fail(why, "is empty");
	*column = report->common.stage;
	if (stage.len == 0)
		return 0;
	return lists_add(snapshot->lists, lead, stage, snapshot->day, why);
}

static int
take_count(struct snapshot *snapshot, const struct row *row, const char **column,
    struct reason *why)
{
	const struct report *report = &snapshot->report;
	struct span stage = tsv_value(report->tsv, row, snapshot->stage);
	struct span count = tsv_value(report->tsv, row, snapshot->count);
	size_t place;

	*column = report->common.stage;
	if (counts_stage(snapshot->counts, stage, &place, why) != 0)
		return -1;
	*column = "count";
	return counts_count(snapshot->counts, place, count, why);
}

static _Noreturn void
refuse_gap(const struct snapshot *snapshot, const struct row *row)
{
	char date[DATE_TEXT_MAX];
	size_t len = date_format(date, snapshot->day + 1);

	diag_data("%s:%" PRIu64 ": %s: no row on %.*s; --gaps allows that",
	    tsv_name(snapshot->report.tsv), row->line, snapshot->report.common.time,
	    (int)len, date);
}

/* Goes on to the day of a row. 1 if a new day begins, 0 if not, -1 for an earlier day. */
static int
turn_to_day(
    struct snapshot *snapshot, const struct row *row, int64_t day, struct reason *why)
{
	if (snapshot->begun && day < snapshot->day)
		return fail(why,
		    "is on an earlier day than the row before; sort with lf-sort");
	if (snapshot->begun && day == snapshot->day)
		return 0;
	end_day(snapshot);
	if (snapshot->begun && day > snapshot->day + 1 && !snapshot->gaps)
		refuse_gap(snapshot, row);
	snapshot->day = day;
	return 1;
}

static int
take_row(struct snapshot *snapshot, const struct row *row, const char **column,
    struct reason *why)
{
	const struct report *report = &snapshot->report;
	int64_t time;
	int turned;

	*column = report->common.time;
	if (instant_parse_row(&snapshot->memo,
		tsv_value(report->tsv, row, snapshot->time), &time, why) != 0)
		return -1;
	turned = turn_to_day(
	    snapshot, row, floor_div(time + zone_east(time), USEC_PER_DAY), why);
	if (turned < 0)
		return -1;
	if (turned > 0)
		snapshot->first = time;
	snapshot->begun = true;
	return snapshot->counts == NULL ? take_member(snapshot, row, column, why) :
					  take_count(snapshot, row, column, why);
}

static void
put_header(struct snapshot *snapshot)
{
	const struct common *common = &snapshot->report.common;
	struct out *out = &snapshot->report.out;

	if (snapshot->counts != NULL) {
		counts_put_header(snapshot->counts, out);
	} else {
		out_text(out, common->time);
		out_char(out, '\t');
		out_text(out, common->lead);
		out_char(out, '\t');
		out_text(out, common->stage);
		out_char(out, '\n');
	}
	out_flush(out);
}

static void
filter(struct snapshot *snapshot)
{
	struct tsv *tsv = snapshot->report.tsv;
	struct row row;
	struct reason why;
	const char *column;

	while (tsv_next(tsv, &row))
		if (take_row(snapshot, &row, &column, &why) != 0)
			tsv_bad(tsv, &row, column, &why);
	end_day(snapshot);
	if (snapshot->counts != NULL)
		counts_finish(snapshot->counts, &snapshot->report.out);
	else
		lists_note(snapshot->lists);
}

static void
bind(struct snapshot *snapshot)
{
	const struct common *common = &snapshot->report.common;
	struct tsv *tsv = snapshot->report.tsv;

	snapshot->time = tsv_need(tsv, common->time);
	snapshot->stage = tsv_need(tsv, common->stage);
	if (snapshot->counts != NULL)
		snapshot->count = tsv_need(tsv, "count");
	else
		snapshot->lead = tsv_need(tsv, common->lead);
}

static void
check_options(const struct options *options, const struct report *report)
{
	if (options->counts && options->stages == NULL)
		diag_usage("--counts needs --stages, for the order of the lists");
	if (options->counts && options->exit != NULL)
		diag_usage("--exit and --counts exclude each other: counts name no leads");
	if (!options->counts && (report->by != NULL || report->year_start != NULL))
		diag_usage("--by and --year-start need --counts");
	if (!options->counts && options->unit != NULL)
		diag_usage("--unit needs --counts");
	if (options->exit != NULL && *options->exit == '\0')
		diag_usage("--exit is empty");
	if (options->exit != NULL)
		options_check_field("exit", span_of(options->exit));
}

static void
take_options(struct snapshot *snapshot, const struct options *options)
{
	const char *exit = options->exit != NULL ? options->exit : "gone";

	check_options(options, &snapshot->report);
	report_setup(&snapshot->report, NULL);
	snapshot->gaps = options->gaps;
	if (options->stages != NULL)
		snapshot->table = stages_read(options->stages);
	if (options->counts)
		snapshot->counts = counts_new(
		    snapshot->table, &snapshot->report, report_unit(options->unit, MEASURE_WHOLE));
	else
		snapshot->lists = lists_new(snapshot->table, span_of(exit));
}

static void
parse_options(struct snapshot *snapshot, struct options *options, int argc, char **argv)
{
	struct report *report = &snapshot->report;
	const struct opt table[] = {
		{ OPT_TEXT, "stages", "FILE",
		    "the stage table, for the order of the lists", &options->stages },
		{ OPT_TEXT, "exit", "NAME",
		    "the stage of leads that are no longer on a list (gone)", &options->exit },
		{ OPT_FLAG, "gaps", NULL, "days may be missing", &options->gaps },
		{ OPT_FLAG, "counts", NULL, "read counts, and write a table of net flow",
		    &options->counts },
		{ OPT_TEXT, "by", "PERIOD",
		    "day, week, month, quarter, half, year or all", &report->by },
		{ OPT_TEXT, "tz", "ZONE", "the time zone of days and periods (UTC)",
		    &report->tz },
		{ OPT_TEXT, "year-start", "MONTH",
		    "the month, 1 to 12, that a fiscal year begins with",
		    &report->year_start },
		{ OPT_TEXT, "unit", "UNIT",
		    "the unit of mean: seconds, minutes, hours, days (default) or weeks",
		    &options->unit },
		{ 0 },
	};
	const struct program program = {
		.name = "lf-snapshot",
		.purpose =
		    "Turns daily lists of leads into staged events, or their counts "
		    "into net flow.",
		.examples =
		    "  lf-snapshot --stages stages.tsv lists.tsv | lf-transitions\n"
		    "  lf-snapshot --counts --stages stages.tsv --by month counts.tsv\n",
		.table = table,
	};

	options_parse(&program, &report->common, argc, argv);
}

static void
snapshot_free(struct snapshot *snapshot)
{
	report_close(&snapshot->report);
	lists_free(snapshot->lists);
	counts_free(snapshot->counts);
	stages_free(snapshot->table);
}

int
main(int argc, char **argv)
{
	struct options options = { 0 };
	struct snapshot snapshot = { 0 };

	parse_options(&snapshot, &options, argc, argv);
	take_options(&snapshot, &options);
	report_open(&snapshot.report);
	bind(&snapshot);
	if (!snapshot.report.common.no_header)
		put_header(&snapshot);
	filter(&snapshot);
	snapshot_free(&snapshot);
	return STATUS_OK;
}
