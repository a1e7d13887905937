/* Reports how long leads stay in each stage, visits that are still open included. */
#include <stdlib.h>

#include "lead/moves.h"
#include "lead/stages.h"
#include "report/cells.h"
#include "report/durations.h"
#include "report/report.h"
#include "time/instant.h"

#include "columns.h"
#include "partial.h"
#include "ways.h"

struct velocity {
	struct report report;
	/* Options as given. */
	const char *on, *stages_path, *from_text, *until_text, *unit;
	const char *percentiles, *between_text;

	bool by_left;
	int64_t from, until; /* microseconds */
	struct list between; /* two stages, or none */
	struct columns columns;
	struct partial state;

	struct stages *stages; /* or NULL */
	struct cells *cells; /* of struct durations */
};

/* What a state counts of each duration. */
struct visits {
	uint64_t completed, open;
};

/* Its keys, after period and groups. */
enum { KEY_STAGE, KEY_SECONDS, KEYS };

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
	{ CHOICE_STAGES, "stages", offsetof(struct velocity, stages_path) },
	{ CHOICE_RECORDED, "between", offsetof(struct velocity, between_text) },
	{ CHOICE_PRINTING, "unit", offsetof(struct velocity, unit) },
	{ CHOICE_PRINTING, "percentiles", offsetof(struct velocity, percentiles) },
};

static const struct partial_form form = { .version = "lf-velocity-1",
	.keys = keys,
	.counters = counters,
	.choices = choices,
	.key_count = KEYS,
	.counter_count = COUNTERS,
	.choice_count = sizeof(choices) / sizeof(choices[0]) };

static void
parse_between(struct velocity *velocity)
{
	struct list between = list_parse(velocity->between_text);

	velocity->between = between;
	if (between.count != 2 || between.item[0].len == 0 || between.item[1].len == 0)
		diag_usage("--between: '%s' is not of the form A,B", velocity->between_text);
	if (velocity->by_left)
		diag_usage("--on and --between exclude each other: --by is the period of "
			   "the entry into %.*s",
		    (int)between.item[0].len, between.item[0].ptr);
	if (list_find(&velocity->report.groups, span_of("to")) >= 0)
		diag_usage("--group: to is the second stage of --between");
}

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
	if (velocity->between_text != NULL)
		parse_between(velocity);
	columns_setup(&velocity->columns, velocity->unit, velocity->percentiles);
	velocity->columns.with_open =
	    !velocity->by_left && list_find(&report->groups, span_of("to")) < 0;
	velocity->state.counters = velocity->columns.with_open ? COUNTERS : COUNTERS - 1;
	if (velocity->stages_path != NULL)
		velocity->stages = stages_read(velocity->stages_path);
}

static unsigned
needed_parts(const struct velocity *velocity)
{
	unsigned parts = MOVE_SOJOURN;

	if (velocity->between.count > 0)
		return MOVE_LEAD | MOVE_TIME;
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
	const char *between, *stages;

	partial_open(state);
	between = partial_value(state, "between");
	stages = partial_value(state, "stages");
	if (between != NULL)
		velocity->between = list_parse(between);
	else if (stages != NULL)
		velocity->stages = stages_listed(stages);
	velocity->columns.with_open = state->counters == COUNTERS;
}

static void
put_header(struct velocity *velocity)
{
	struct out *out = &velocity->report.out;
	bool ways = velocity->between.count > 0;

	if (velocity->state.write) {
		partial_put_header(&velocity->state, ways ? NULL : velocity->stages);
		return;
	}
	report_put_header(&velocity->report, out);
	out_text(out, ways ? "stage\tto\t" : "stage\t");
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
	struct move move;

	while (moves_next(moves, &move)) {
		bool open = move.to == 0;
		int64_t when = velocity->by_left ? move.time : move.since;

		if (move.from == 0 || move.imputed || (open && !velocity->columns.with_open) ||
		    !in_span(velocity, move.since))
			continue;
		durations_add(find_set(velocity, &move, when, move.from), move.sojourn, open,
		    1);
	}
	report_check_table(&velocity->report, velocity->stages);
}

/* Counts a way when it ends, or when the log ends. */
static void
count_ways(struct velocity *velocity)
{
	struct report *report = &velocity->report;
	struct ways ways;
	struct move move;
	struct reason why;
	struct way *fresh;

	ways_begin(
	    &ways, report->names, velocity->between.item[0], velocity->between.item[1]);
	while (moves_next(report->moves, &move)) {
		if (ways_take(&ways, &move, &fresh, &why) != 0)
			tsv_bad(report->tsv, move.row, report->common.time, &why);
		else if (fresh != NULL && in_span(velocity, move.time))
			fresh->set = find_set(velocity, &move, move.time, move.to);
	}
	ways_end(&ways, moves_as_of(report->moves));
	for (size_t i = 0; i < velocity->between.count; i++)
		report_check_stage(report, "--between",
		    names_id(report->names, velocity->between.item[i]));
}

static void
merge_states(struct velocity *velocity)
{
	struct report *report = &velocity->report;
	const struct partial *state = &velocity->state;
	struct row row;

	while (partial_next(state, &row)) {
		int64_t usec = partial_duration(state, &row, KEY_SECONDS);
		struct visits visits = { 0 };
		struct durations *set = cells_put(velocity->cells, 0,
		    cells_group(velocity->cells, report_group(report, &row)),
		    names_id(report->names, partial_key(state, &row, KEY_STAGE)));

		partial_add(state, &row, &visits);
		if (visits.completed > 0)
			durations_add(set, usec, false, visits.completed);
		if (visits.open > 0)
			durations_add(set, usec, true, visits.open);
	}
}

static void
count(struct velocity *velocity)
{
	if (velocity->state.merge)
		merge_states(velocity);
	else if (velocity->between.count > 0)
		count_ways(velocity);
	else
		count_visits(velocity);
}

/* Writes the columns up to the stage. */
static void
put_keys(struct velocity *velocity, const struct cells_row *row)
{
	struct out *out = &velocity->report.out;

	report_put_keys(&velocity->report, out, row->period, row->group);
	out_span(out, row->stage);
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

			put_keys(velocity, row);
			out_seconds(out, tally_usec(&batch[i]));
			out_char(out, '\t');
			partial_put(&velocity->state, &visits);
		}
}

static void
put_row(struct velocity *velocity, const struct cells_row *row)
{
	struct out *out = &velocity->report.out;

	put_keys(velocity, row);
	if (velocity->between.count > 0) {
		out_span(out, velocity->between.item[1]);
		out_char(out, '\t');
	}
	columns_put(&velocity->columns, out, row->cell);
	out_char(out, '\n');
}

static void
put_rows(struct velocity *velocity)
{
	size_t count;
	struct cells_row *rows = cells_rows(
	    velocity->cells, velocity->report.names, velocity->stages, &count);

	for (size_t i = 0; i < count; i++) {
		if (velocity->between.count == 0 &&
		    stages_ends(velocity->stages, rows[i].stage))
			continue;
		if (velocity->state.write)
			put_state(velocity, &rows[i]);
		else
			put_row(velocity, &rows[i]);
	}
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
		{ OPT_TEXT, "between", "A,B",
		    "instead of visits, the time from the first entry into A to B",
		    &velocity->between_text },
		{ OPT_TEXT, "unit", "UNIT", "seconds, minutes, hours, days (default) or weeks",
		    &velocity->unit },
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
	list_free(&velocity->between);
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
