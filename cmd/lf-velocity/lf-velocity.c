/* Reports how long leads stay in each stage, visits that are still open included. */
#include <stdlib.h>

#include "lead/moves.h"
#include "lead/stages.h"
#include "report/cells.h"
#include "report/durations.h"
#include "report/report.h"
#include "time/instant.h"

#include "columns.h"
#include "marks.h"
#include "partial.h"
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

/* What a state counts of each duration. */
struct visits {
	uint64_t completed, open;
};

static const char *const keys[KEYS] = { "stage", "seconds" };

static const struct counter counters[] = {
	{ "completed", offsetof(struct visits, completed) },
	{ "open", offsetof(struct visits, open) },
};

enum { COUNTERS = sizeof(counters) / sizeof(counters[0]) };

static const struct choice choices[] = {
	{ CHOICE_RECORDED, "on", offsetof(struct velocity, on) },
	{ CHOICE_RECORDED, "from", offsetof(struct velocity, from_text) },
	{ CHOICE_RECORDED, "until", offsetof(struct velocity, until_text) },
	{ CHOICE_MEASURE, "calendar", offsetof(struct velocity, report.working) },
	{ CHOICE_STAGES, "stages", offsetof(struct velocity, stages_path) },
	{ CHOICE_PRINTING, "unit", offsetof(struct velocity, unit) },
	{ CHOICE_PRINTING, "percentiles", offsetof(struct velocity, percentiles) },
};

static const struct partial_form form = { .version = "lf-velocity-2",
	.keys = keys,
	.counters = counters,
	.choices = choices,
	.key_count = KEYS,
	.counter_count = COUNTERS,
	.choice_count = sizeof(choices) / sizeof(choices[0]) };

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
take_stages(struct velocity *velocity, struct stages *stages)
{
	velocity->stages = stages;
	for (size_t i = 0; i < stages->count; i++)
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

	partial_check(&velocity->state);
	report_setup(report, NULL);
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
	velocity->state.counters = velocity->columns.with_open ? COUNTERS : COUNTERS - 1;
	if (velocity->stages_path != NULL)
		take_stages(velocity, stages_read(velocity->stages_path));
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
	return parts;
}

/* Opens the states, and takes the options that they record. */
static void
open_states(struct velocity *velocity)
{
	struct partial *state = &velocity->state;
	const char *stages;

	partial_open(state);
	stages = partial_value(state, "stages");
	if (stages != NULL)
		take_stages(velocity, stages_listed(stages));
	velocity->columns.with_open = state->counters == COUNTERS;
	velocity->columns.unit = report_unit(velocity->unit, velocity->report.measure);
}

static void
put_header(struct velocity *velocity)
{
	struct out *out = &velocity->report.out;

	if (velocity->state.write) {
		partial_put_header(&velocity->state, velocity->stages);
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
	bool any = false, any_open = false;
	struct move move;

	while (moves_next(moves, &move)) {
		bool open = move.to == 0;
		int64_t when = by_left ? move.time : move.since;
		bool counts;

		any = true;
		any_open |= open;
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
	if (any && !any_open && velocity->columns.with_open && !velocity->state.write)
		diag_note("no open visits, so the columns from km_mean on say too little: were "
			  "the moves made with --open no, or with --state?");
	if (calendar != NULL)
		range_find(&velocity->range, calendar,
		    by_left ? INSTANT_END : velocity->until);
	report_check_table(&velocity->report, velocity->stages);
}

static void
take_visits(struct velocity *velocity, const struct row *row)
{
	struct partial *state = &velocity->state;
	struct report *report = &velocity->report;
	int64_t usec = partial_duration(state, row, KEY_SECONDS);
	struct visits visits = { 0 };
	struct durations *set = cells_put(velocity->cells, partial_period(state, row),
	    cells_group(velocity->cells, report_group(report, row)),
	    names_id(report->names, partial_key(state, row, KEY_STAGE)));

	partial_add(state, row, &visits);
	if (visits.completed > 0)
		durations_add(set, usec, false, visits.completed);
	if (visits.open > 0)
		durations_add(set, usec, true, visits.open);
}

static void
merge_states(struct velocity *velocity)
{
	struct row row;

	while (partial_next(&velocity->state, &row))
		if (!marks_take(&velocity->state, &row, &velocity->range))
			take_visits(velocity, &row);
}

static void
count(struct velocity *velocity)
{
	if (velocity->state.merge)
		merge_states(velocity);
	else
		count_visits(velocity);
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
	struct out *out = &velocity->report.out;
	struct tally batch[WALK_BATCH];
	struct walk walk;
	size_t count;

	walk_begin(&walk, row->cell);
	while ((count = walk_next(&walk, batch)) > 0)
		for (size_t i = 0; i < count; i++) {
			uint64_t completed = tally_completed(&batch[i]);
			struct visits visits = { completed, batch[i].count - completed };

			put_keys(velocity, row->period, row->group, row->stage);
			out_seconds(out, tally_usec(&batch[i]));
			out_char(out, '\t');
			partial_put(&velocity->state, &visits);
		}
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
		marks_put(&velocity->state, &velocity->range, velocity->stages);
	if (dated && !velocity->state.write)
		put_periods(velocity);
	else
		put_visits(velocity, rows, count);
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
		.state = { .form = &form, .report = &velocity.report, .options = &velocity },
	};

	parse_options(&velocity, argc, argv);
	velocity.cells = cells_new(sizeof(struct durations));
	velocity.range = range_new();
	take_options(&velocity);
	if (velocity.state.merge)
		open_states(&velocity);
	else
		report_open_moves(&velocity.report, needed_parts(&velocity));
	if (!velocity.report.common.no_header)
		put_header(&velocity);
	count(&velocity);
	put_rows(&velocity);
	velocity_free(&velocity);
	return STATUS_OK;
}
