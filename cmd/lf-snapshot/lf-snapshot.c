/* Daily lists of leads to staged events, or daily counts of lists to net flow. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/names.h"
#include "time/duration.h"
#include "time/instant.h"
#include "time/zone.h"

#include "counts.h"

struct options {
	const char *stages, *exit, *unit;
	bool gaps, counts;
	struct report report;
};

/* A lead that was on a list. */
struct member {
	int64_t day; /* the last one */
	uint32_t stage; /* its list on that day */
	bool twice; /* it was on another one too */
};

/* The leads on the lists of a day, in order of appearance. */
struct members {
	struct member **item;
	size_t count, room;
};

struct snapshot {
	struct common common;
	struct out out;
	struct tsv *tsv;
	size_t lead, time, stage, count; /* columns */
	struct instant_memo memo;
	const struct stages *table; /* NULL without --stages */
	bool gaps;
	bool begun; /* there was a row */
	int64_t day; /* the number of the day that goes on, since 1970 */
	int64_t first; /* the time of its first row, which stands for the day's */

	struct span exit; /* the stage of leads that are on no list any more */
	struct map *leads; /* their struct member */
	struct names *names;
	struct members today, before;
	uint64_t twice; /* leads on two lists on one day */

	struct counts *netflow; /* with --counts, instead of the members */
};

static void
put_event(struct snapshot *snapshot, const struct member *member, struct span stage)
{
	struct out *out = &snapshot->out;

	out_instant(out, snapshot->first);
	out_char(out, '\t');
	out_span(out, map_key(snapshot->leads, member));
	out_char(out, '\t');
	out_span(out, stage);
	out_char(out, '\n');
}

/* Everyone on today's lists, then those who were on yesterday's alone. */
static void
put_members(struct snapshot *snapshot)
{
	struct members over = snapshot->before;

	for (size_t i = 0; i < snapshot->today.count; i++) {
		const struct member *member = snapshot->today.item[i];

		put_event(snapshot, member, names_text(snapshot->names, member->stage));
	}
	for (size_t i = 0; i < over.count; i++)
		if (over.item[i]->day != snapshot->day)
			put_event(snapshot, over.item[i], snapshot->exit);
	over.count = 0;
	snapshot->before = snapshot->today;
	snapshot->today = over;
}

static void
end_day(struct snapshot *snapshot)
{
	struct reason why;

	if (!snapshot->begun)
		return;
	if (snapshot->netflow == NULL)
		put_members(snapshot);
	else if (counts_end_day(snapshot->netflow, snapshot->day, snapshot->first,
		     &snapshot->out, &why) != 0)
		diag_data("%s: %s", tsv_name(snapshot->tsv), why.text);
}

/* A lead on two lists is on the later one. */
static int
choose_list(
    struct snapshot *snapshot, struct member *member, uint32_t stage, struct reason *why)
{
	struct span old = names_text(snapshot->names, member->stage);
	struct span new = names_text(snapshot->names, stage);
	char quoted_old[QUOTED_MAX], quoted_new[QUOTED_MAX];

	if (member->stage == stage)
		return 0;
	if (snapshot->table == NULL)
		return fail(why,
		    "on %s and %s on one day: --stages is needed to tell "
		    "which one is later",
		    quote(quoted_old, old), quote(quoted_new, new));
	if (stages_compare(snapshot->table, new, old) > 0)
		member->stage = stage;
	snapshot->twice += !member->twice;
	member->twice = true;
	return 0;
}

/*
 * A row without a stage, of a lead on no list, tells of the day alone. 0, or -1
 * with the reason and the column that it is about.
 */
static int
take_member(struct snapshot *snapshot, const struct row *row, const char **column,
    struct reason *why)
{
	struct span lead = tsv_value(snapshot->tsv, row, snapshot->lead);
	struct span stage = tsv_value(snapshot->tsv, row, snapshot->stage);
	char quoted[QUOTED_MAX];
	struct member *member;
	uint32_t id;
	bool fresh;

	*column = snapshot->common.lead;
	if (lead.len == 0)
		return fail(why, "is empty");
	*column = snapshot->common.stage;
	if (stage.len == 0)
		return 0;
	if (span_equal(stage, snapshot->exit))
		return fail(why,
		    "%s is the stage of leads on no list; "
		    "give that another name with --exit",
		    quote(quoted, stage));
	id = names_id(snapshot->names, stage);
	member = map_put(snapshot->leads, lead, &fresh);
	if (!fresh && member->day == snapshot->day)
		return choose_list(snapshot, member, id, why);
	*member = (struct member){ snapshot->day, id, false };
	snapshot->today.item = mem_grow(snapshot->today.item, snapshot->today.count,
	    &snapshot->today.room, sizeof(struct member *));
	snapshot->today.item[snapshot->today.count++] = member;
	return 0;
}

static int
take_count(struct snapshot *snapshot, const struct row *row, const char **column,
    struct reason *why)
{
	struct span stage = tsv_value(snapshot->tsv, row, snapshot->stage);
	struct span count = tsv_value(snapshot->tsv, row, snapshot->count);
	size_t place;

	*column = snapshot->common.stage;
	if (counts_stage(snapshot->netflow, stage, &place, why) != 0)
		return -1;
	*column = "count";
	return counts_count(snapshot->netflow, place, count, why);
}

/* Begins the day of that number, unless it goes on. -1 for a day before. */
static int
turn_to_day(
    struct snapshot *snapshot, const struct row *row, int64_t day, struct reason *why)
{
	char date[INSTANT_TEXT_MAX];
	size_t len = date_format(date, snapshot->day + 1);

	if (snapshot->begun && day < snapshot->day)
		return fail(why, "is on a day before the last one; sort with lf-sort");
	if (snapshot->begun && day == snapshot->day)
		return 0;
	end_day(snapshot);
	if (snapshot->begun && day > snapshot->day + 1 && !snapshot->gaps)
		diag_data("%s:%" PRIu64 ": %s: no row on %.*s, unless --gaps allows it",
		    tsv_name(snapshot->tsv), row->line, snapshot->common.time, (int)len,
		    date);
	snapshot->day = day;
	return 1;
}

static int
take_row(struct snapshot *snapshot, const struct row *row, const char **column,
    struct reason *why)
{
	int64_t time;
	int turned;

	*column = snapshot->common.time;
	if (instant_parse_row(&snapshot->memo,
		tsv_value(snapshot->tsv, row, snapshot->time), &time, why) != 0)
		return -1;
	turned = turn_to_day(
	    snapshot, row, floor_div(time + zone_east(time), USEC_PER_DAY), why);
	if (turned < 0)
		return -1;
	if (turned > 0)
		snapshot->first = time;
	snapshot->begun = true;
	if (snapshot->netflow == NULL)
		return take_member(snapshot, row, column, why);
	return take_count(snapshot, row, column, why);
}

static void
put_header(struct snapshot *snapshot)
{
	struct out *out = &snapshot->out;

	if (snapshot->common.no_header)
		return;
	if (snapshot->netflow != NULL) {
		counts_put_header(snapshot->netflow, out);
	} else {
		out_text(out, snapshot->common.time);
		out_char(out, '\t');
		out_text(out, snapshot->common.lead);
		out_char(out, '\t');
		out_text(out, snapshot->common.stage);
		out_char(out, '\n');
	}
	out_flush(out);
}

static void
filter(struct snapshot *snapshot)
{
	struct row row;
	struct reason why;
	const char *column;

	while (tsv_next(snapshot->tsv, &row))
		if (take_row(snapshot, &row, &column, &why) != 0)
			tsv_bad(snapshot->tsv, &row, column, &why);
	end_day(snapshot);
	if (snapshot->netflow != NULL)
		counts_finish(snapshot->netflow, &snapshot->out);
	if (snapshot->twice > 0)
		diag_note("%" PRIu64
			  " lead%s on two lists on one day, taken from the later one",
		    snapshot->twice, snapshot->twice == 1 ? "" : "s");
}

static void
bind(struct snapshot *snapshot, bool counts)
{
	snapshot->time = tsv_need(snapshot->tsv, snapshot->common.time);
	snapshot->stage = tsv_need(snapshot->tsv, snapshot->common.stage);
	if (counts)
		snapshot->count = tsv_need(snapshot->tsv, "count");
	else
		snapshot->lead = tsv_need(snapshot->tsv, snapshot->common.lead);
}

static void
check_options(const struct options *options)
{
	const struct report *report = &options->report;

	if (options->counts && options->stages == NULL)
		diag_usage("--counts needs --stages, for the order of the lists");
	if (options->counts && options->exit != NULL)
		diag_usage("--exit beside --counts, which tell of no lead");
	if (!options->counts && (report->by != NULL || report->year_start != NULL))
		diag_usage("--by and --year-start are for --counts");
	if (!options->counts && options->unit != NULL)
		diag_usage("--unit is for --counts");
	if (options->exit != NULL && *options->exit == '\0')
		diag_usage("--exit: an empty name");
	if (options->exit != NULL)
		options_check_field("exit", span_of(options->exit));
}

static struct counts *
make_netflow(const struct options *options, const struct stages *table)
{
	struct reason why;
	int64_t unit;

	if (!options->counts)
		return NULL;
	if (unit_parse(span_of(options->unit != NULL ? options->unit : "days"), &unit,
		&why) != 0)
		diag_usage("--unit: %s", why.text);
	return counts_new(table, &options->report, unit);
}

static void
run(struct snapshot *snapshot, const struct options *options)
{
	struct stages *table =
	    options->stages != NULL ? stages_read(options->stages) : NULL;

	snapshot->table = table;
	snapshot->gaps = options->gaps;
	snapshot->exit = span_of(options->exit != NULL ? options->exit : "gone");
	snapshot->netflow = make_netflow(options, table);
	snapshot->leads = map_new(sizeof(struct member), 8);
	snapshot->names = names_new();
	out_open(&snapshot->out);
	snapshot->tsv = tsv_open(&snapshot->common, &snapshot->out);
	bind(snapshot, options->counts);
	put_header(snapshot);
	filter(snapshot);
	tsv_close(snapshot->tsv);
	counts_free(snapshot->netflow);
	map_free(snapshot->leads);
	names_free(snapshot->names);
	free(snapshot->today.item);
	free(snapshot->before.item);
	stages_free(table);
}

int
main(int argc, char **argv)
{
	struct options o = { 0 };
	const struct opt table[] = {
		{ OPT_TEXT, "stages", "FILE",
		    "the stage table, for the order of the lists", &o.stages },
		{ OPT_TEXT, "exit", "NAME",
		    "the stage of leads that are no longer on a list (gone)", &o.exit },
		{ OPT_FLAG, "gaps", NULL, "days may be missing", &o.gaps },
		{ OPT_FLAG, "counts", NULL, "read counts, and write a table of net flow",
		    &o.counts },
		{ OPT_TEXT, "by", "PERIOD",
		    "day, week, month, quarter, half, year or all", &o.report.by },
		{ OPT_TEXT, "tz", "ZONE", "the time zone of days and periods (UTC)",
		    &o.report.tz },
		{ OPT_TEXT, "year-start", "MONTH",
		    "the month, 1 to 12, that a fiscal year begins with",
		    &o.report.year_start },
		{ OPT_TEXT, "unit", "UNIT",
		    "the unit of mean: seconds, minutes, hours, days (default) or weeks",
		    &o.unit },
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
	struct snapshot snapshot = { 0 };

	options_parse(&program, &snapshot.common, argc, argv);
	check_options(&o);
	report_setup(&o.report, NULL);
	run(&snapshot, &o);
	report_close(&o.report);
	return STATUS_OK;
}
