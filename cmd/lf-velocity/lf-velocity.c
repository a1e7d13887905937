/* Reports how long leads stay in each stage, visits that are still open included. */
#include <stdlib.h>

#include "lead/moves.h"
#include "lead/stages.h"
#include "report/cells.h"
#include "report/durations.h"
#include "report/partialread.h"
#include "report/partialwrite.h"
#include "report/report.h"
#include "time/instant.h"

#include "columns.h"
#include "marks.h"
#include "range.h"

struct velocity {
	struct report report;
	/* Options as given. */
	const char *on, *stages_path, *from_text, *until_text, *unit;
	const char *percentiles;

	bool by_left;
	int64_t from, until; /* microseconds */
	struct columns columns;
	struct partial state;

	struct stages *stages; /* or NULL */
	struct cells *cells; /* of struct durations */
	struct range range; /* of periods, with --by */
};

/* What a state keeps: visits by duration, and the periods of the report. */
enum { KEPT_COMPLETED, KEPT_OPEN, KEPT_FIRST, KEPT_LAST };

static const struct kept kept[] = {
	{ "completed", KEPT_DURATION },
	{ "open", KEPT_DURATION },
	{ "first", KEPT_COUNT },
	{ "last", KEPT_COUNT },
	{ NULL, KEPT_COUNT },
};

static const char *const keys[] = { "stage", NULL };

static const struct recorded_name recorded[] = {
	{ "on", "entered", false },
	{ "from", NULL, false },
	{ "until", NULL, false },
	{ "stages", NULL, true },
	{ "calendar", NULL, true },
	{ NULL, NULL, false },
};

static const struct partial_form form = { .version = "lf-velocity-4",
	.keys = keys,
	.kept = kept,
	.recorded = recorded };

static void
parse_span(struct velocity *velocity)
{
	velocity->from = velocity->from_text != NULL ?
	    options_time("from", velocity->from_text) :
	    INSTANT_MIN;
	velocity->until = velocity->until_text != NULL ?
	    options_time("until", velocity->until_text) :
	    INSTANT_END;
	if (velocity->from >= velocity->until)
		diag_usage("--until: '%s' is not after --from", velocity->until_text);
}

/* Takes the table, and numbers its stages before all others: they have rows without visits, too. */
static void
take_stages(struct velocity *velocity)
{
	struct stages *stages = partial_stages(&velocity->state, velocity->stages_path);

	velocity->stages = stages;
	for (size_t i = 0; stages != NULL && i < stages->count; i++)
		names_id(velocity->report.names, stages->stage[i].name);
}

/* Whether a lead's way ends in that stage. Its number, less one, is its place in the table. */
static bool
is_end(const struct velocity *velocity, uint32_t stage)
{
	const struct stages *stages = velocity->stages;

	return stages != NULL && stage <= stages->count &&
	    stages->stage[stage - 1].path == PATH_END;
}

static void
take_options(struct velocity *velocity)
{
	struct report *report = &velocity->report;

	report_setup(report, NULL);
	partial_measure(&velocity->state);
	if (report->year_start != NULL && report->calendar == NULL)
		diag_usage("--year-start needs --by, whose periods it is about");
	if (velocity->on != NULL && report->calendar == NULL)
		diag_usage("--on needs --by, whose periods it is about");
	if (velocity->on != NULL)
		velocity->by_left = options_choice("on", velocity->on, "entered|left") == 1;
	parse_span(velocity);
	columns_setup(
	    &velocity->columns, report->measure, velocity->unit, velocity->percentiles);
	velocity->columns.with_open =
	    !velocity->by_left && list_find(&report->groups, span_of("to")) < 0;
	take_stages(velocity);
}

static unsigned
needed_parts(const struct velocity *velocity)
{
	unsigned parts = report_parts(&velocity->report);

	if (velocity->by_left)
		parts |= MOVE_TIME;
	if (velocity->from_text != NULL || velocity->until_text != NULL ||
	    (velocity->report.calendar != NULL && !velocity->by_left))
		parts |= MOVE_SINCE;
	if (velocity->state.write)
		parts |= MOVE_TIME_IF_ANY;
	return parts;
}

static void
put_header(struct velocity *velocity)
{
	struct out *out = &velocity->report.out;

	if (velocity->state.write) {
		partial_put_header(&velocity->state);
		return;
	}
	report_put_header(&velocity->report, out);
	out_text(out, "stage\t");
	columns_put_header(&velocity->columns, out);
	report_end_header(out);
}

/* The durations of a stage in the period and group of a move. */
static inline struct durations *
find_set(struct velocity *velocity, const struct move *move, int64_t when, uint32_t stage)
{
	struct report *report = &velocity->report;
	int64_t period = report->calendar != NULL ? calendar_at(report->calendar, when) : 0;
	uint32_t group = cells_group(velocity->cells, report_group(report, move->row));

	return cells_put(velocity->cells, period, group, stage);
}

static bool
in_span(const struct velocity *velocity, int64_t usec)
{
	return usec >= velocity->from && usec < velocity->until;
}

/* Counts a visit when it ends, or when the log ends. */
static void
count_visits(struct velocity *velocity)
{
	struct moves *moves = velocity->report.moves;
	struct calendar *calendar = velocity->report.calendar;
	bool by_left = velocity->by_left;
	struct move move;

	while (moves_next(moves, &move)) {
		bool open = move.to == 0;
		int64_t when = by_left ? move.time : move.since;
		bool counts;

		if (open)
			partial_see_open(&velocity->state, &move);
		if (move.from == 0)
			continue;
		counts = !move.imputed && (!open || velocity->columns.with_open) &&
		    in_span(velocity, move.since) && !is_end(velocity, move.from);
		if (calendar != NULL)
			range_take(&velocity->range, &move,
			    by_left ? range_since(&move) : move.since, counts);
		if (counts)
			durations_add(find_set(velocity, &move, when, move.from),
			    report_sojourn(&velocity->report, &move), open, 1);
	}
	if (calendar != NULL)
		range_find(&velocity->range, calendar,
		    by_left ? INSTANT_END : velocity->until);
}

static void
merge_states(struct velocity *velocity)
{
	struct cells *cells = velocity->cells;
	struct partial_row row;

	while (partial_next(&velocity->state, &row)) {
		struct durations *set;

		if (marks_take(&row, &velocity->range, KEPT_FIRST))
			continue;
		set = cells_put(cells, row.period, cells_group(cells, row.group),
		    names_id(velocity->report.names, row.key[0]));
		durations_add(set, row.value, row.kept == KEPT_OPEN, row.count);
		if (row.kept == KEPT_OPEN)
			entered_mark(&velocity->state.entered, 0);
	}
}

static void
count(struct velocity *velocity)
{
	if (velocity->state.merge)
		merge_states(velocity);
	else
		count_visits(velocity);
	if (!velocity->state.write && velocity->columns.with_open)
		report_check_open(&velocity->report,
		    "the columns from km_mean on say too little");
	if (!velocity->state.write)
		report_check_table(&velocity->report, velocity->stages);
}

/* Writes the columns up to the stage. */
static void
put_keys(
    struct velocity *velocity, int64_t period, struct span group, struct span stage)
{
	struct out *out = &velocity->report.out;

	report_put_keys(&velocity->report, out, period, group);
	out_span(out, stage);
	out_char(out, '\t');
}

static void
put_state(struct velocity *velocity, const struct cells_row *row)
{
	const struct partial_row to = { .period = row->period,
		.group = row->group,
		.key = { row->stage } };

	partial_put_durations(&velocity->state, to, row->cell, KEPT_COMPLETED, KEPT_OPEN);
}

static void
put_row(struct velocity *velocity, int64_t period, struct span group, struct span stage,
    struct durations *set)
{
	struct out *out = &velocity->report.out;

	put_keys(velocity, period, group, stage);
	columns_put(&velocity->columns, out, set);
	out_char(out, '\n');
}

/* A row for each stage of a period and group, but for ends. */
static void
put_stages(struct velocity *velocity, int64_t period, uint32_t group, const uint32_t *order)
{
	const struct names *names = velocity->report.names;

	for (uint32_t i = 0; i < names_count(names); i++) {
		struct durations none = { 0 };
		struct durations *set =
		    cells_find(velocity->cells, period, group, order[i]);

		if (!is_end(velocity, order[i]))
			put_row(velocity, period, cells_group_text(velocity->cells, group),
			    names_text(names, order[i]), set != NULL ? set : &none);
	}
}

/* A row for each period, group and stage that there is. */
static void
put_periods(struct velocity *velocity)
{
	uint32_t count;
	uint32_t *groups = cells_groups(velocity->cells, &count);
	uint32_t *order = stages_order(velocity->stages, velocity->report.names);
	struct range range = velocity->range;
	int64_t first, last;

	cells_periods(velocity->cells, &first, &last);
	range_add_first(&range, first);
	range_add_last(&range, last);
	for (int64_t period = range.first; period <= range.last && count > 0; period++)
		for (uint32_t i = 0; i < count; i++)
			put_stages(velocity, period, groups[i], order);
	free(order);
	free(groups);
}

/* What has a visit. */
static void
put_visits(struct velocity *velocity, const struct cells_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct cells_row *row = &rows[i];

		if (velocity->state.write)
			put_state(velocity, row);
		else
			put_row(velocity, row->period, row->group, row->stage, row->cell);
	}
}

static void
put_rows(struct velocity *velocity)
{
	bool dated = velocity->report.calendar != NULL;
	size_t count;
	struct cells_row *rows = cells_rows(
	    velocity->cells, velocity->report.names, velocity->stages, &count);

	if (dated && velocity->state.write)
		marks_put(&velocity->state, &velocity->range, KEPT_FIRST);
	if (dated && !velocity->state.write)
		put_periods(velocity);
	else
		put_visits(velocity, rows, count);
	if (velocity->state.write)
		partial_finish(&velocity->state);
	for (size_t i = 0; i < count; i++)
		durations_free(rows[i].cell);
	free(rows);
}

static void
parse_options(struct velocity *velocity, int argc, char **argv)
{
	struct opt shared[5];
	struct opt table[] = {
		{ OPT_TABLE, NULL, NULL, NULL, shared },
		{ OPT_TEXT, "on", "entered|left",
		    "a visit counts in the period in which it began (default) or ended",
		    &velocity->on },
		{ OPT_TEXT, "from", "TIME", "only visits that began at TIME or later",
		    &velocity->from_text },
		{ OPT_TEXT, "until", "TIME", "only visits that began before TIME",
		    &velocity->until_text },
		{ OPT_TEXT, "stages", "FILE",
		    "the stage table: it orders the rows, and its ends are left out",
		    &velocity->stages_path },
		{ OPT_TEXT, "unit", "UNIT", "seconds, minutes, hours, days (default) or weeks",
		    &velocity->unit },
		{ OPT_TEXT, "calendar", "FILE",
		    "the working calendar, in --tz: durations count working time alone",
		    &velocity->report.working },
		{ OPT_TEXT, "percentiles", "P,...", "columns of percentiles (50,85,95)",
		    &velocity->percentiles },
		{ OPT_FLAG, "partial", NULL, "write a state that --merge reads",
		    &velocity->state.write },
		{ OPT_FLAG, "merge", NULL, "read states of --partial, in any order",
		    &velocity->state.merge },
		{ 0 },
	};
	const struct program program = { .name = "lf-velocity",
		.purpose = "Reports the time that leads spend in each stage, from moves.",
		.examples =
		    "  lf-velocity --by month --stages stages.tsv moves.tsv\n"
		    "  lf-velocity --group campaign --percentiles 50,90 --unit hours moves.tsv\n",
		.table = table };

	report_table(&velocity->report, shared);
	options_parse(&program, &velocity->report.common, argc, argv);
	partial_options(&velocity->state, table);
}

static void
velocity_free(struct velocity *velocity)
{
	cells_free(velocity->cells);
	stages_free(velocity->stages);
	columns_free(&velocity->columns);
	partial_close(&velocity->state);
	report_close(&velocity->report);
}

int
main(int argc, char **argv)
{
	struct velocity velocity = {
		.state = { .form = &form, .report = &velocity.report },
	};

	parse_options(&velocity, argc, argv);
	velocity.cells = cells_new(sizeof(struct durations));
	velocity.range = range_new();
	if (velocity.state.merge)
		partial_open(&velocity.state);
	take_options(&velocity);
	if (!velocity.state.merge)
		report_open_moves(&velocity.report, needed_parts(&velocity));
	if (!velocity.report.common.no_header)
		put_header(&velocity);
	count(&velocity);
	put_rows(&velocity);
	velocity_free(&velocity);
	return STATUS_OK;
}
