/* Reports how long leads stay in each stage, with the visits that are still open. */
#include <stdlib.h>

#include "base/mem.h"
#include "lead/moves.h"
#include "lead/stages.h"
#include "report/durations.h"
#include "report/report.h"
#include "time/instant.h"

#include "cells.h"
#include "columns.h"
#include "partial.h"
#include "ways.h"

struct velocity {
	struct report report;
	const char *on, *stages_path, *from_text, *until_text, *unit;
	const char *percentiles, *between_text;
	bool partial, merge;

	bool by_left;
	int64_t from, until; /* microseconds */
	struct list between; /* two stages, or none */
	struct columns figures;

	struct stages *stages;
	struct names *names;
	struct cells *cells; /* of struct durations */
	struct out out;
};

static void
parse_between(struct velocity *velocity)
{
	struct list between = list_parse(velocity->between_text);

	velocity->between = between;
	if (between.count != 2 || between.item[0].len == 0 || between.item[1].len == 0)
		diag_usage("--between: '%s' is not of the form A,B", velocity->between_text);
	if (velocity->by_left)
		diag_usage("--on: with --between, --by goes by the entry into %.*s",
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
		diag_usage("--until: is not after --from");
}

/* An option that chooses what is counted. */
struct choice {
	const char *name, *value;
};

/* The first two are recorded as columns and as the stages of the table. */
enum { CHOICES_AS_THEY_ARE = 2, CHOICES = 9 };

static void
list_choices(const struct velocity *velocity, struct choice choices[CHOICES])
{
	const struct choice all[CHOICES] = {
		{ "group", velocity->report.group },
		{ "stages", velocity->stages_path },
		{ "by", velocity->report.by },
		{ "tz", velocity->report.tz },
		{ "year-start", velocity->report.year_start },
		{ "on", velocity->on },
		{ "from", velocity->from_text },
		{ "until", velocity->until_text },
		{ "between", velocity->between_text },
	};

	memcpy(choices, all, sizeof(all));
}

static void
check_state_options(const struct velocity *velocity, const struct common *common)
{
	struct choice choices[CHOICES];

	list_choices(velocity, choices);
	if (velocity->partial && velocity->merge)
		diag_usage("--merge: reads what --partial writes, in another run");
	for (size_t i = 0; i < CHOICES && velocity->merge; i++)
		if (choices[i].value != NULL)
			diag_usage("--%s: goes with --partial, which records it",
			    choices[i].name);
	if (velocity->merge && common->rejects != NULL)
		diag_usage("--rejects: --merge takes states whole or not at all");
	if (velocity->partial && velocity->unit != NULL)
		diag_usage("--unit: goes with --merge");
	if (velocity->partial && velocity->percentiles != NULL)
		diag_usage("--percentiles: goes with --merge");
	if (velocity->partial && common->no_header)
		diag_usage("--no-header: --merge needs the header of a state");
}

static void
check_options(struct velocity *velocity)
{
	report_setup(&velocity->report, NULL);
	if (velocity->report.year_start != NULL && velocity->report.calendar == NULL)
		diag_usage("--year-start: needs --by, whose periods it is about");
	if (velocity->on != NULL && velocity->report.calendar == NULL)
		diag_usage("--on: needs --by, whose periods it is about");
	if (velocity->on != NULL)
		velocity->by_left = options_choice("on", velocity->on, "entered|left") == 1;
	parse_span(velocity);
	if (velocity->between_text != NULL)
		parse_between(velocity);
	columns_setup(&velocity->figures, velocity->unit, velocity->percentiles);
	velocity->figures.with_open = !velocity->by_left &&
	    list_find(&velocity->report.groups, span_of("to")) < 0;
	if (velocity->stages_path != NULL)
		velocity->stages = stages_read(velocity->stages_path);
}

static void
put_header(struct velocity *velocity)
{
	struct out *out = &velocity->out;

	report_put_header(&velocity->report, out);
	out_text(out, velocity->between.count > 0 ? "stage\tto\t" : "stage\t");
	columns_put_header(&velocity->figures, out);
	report_end_header(out);
}

static void
put_state_header(struct velocity *velocity)
{
	struct out *out = &velocity->out;
	struct choice choices[CHOICES];

	report_put_header(&velocity->report, out);
	out_text(out, "stage\t");
	partial_put_header(out, velocity->figures.with_open);
	list_choices(velocity, choices);
	for (size_t i = CHOICES_AS_THEY_ARE; i < CHOICES; i++) {
		if (choices[i].value == NULL)
			continue;
		out_text(out, " --");
		out_text(out, choices[i].name);
		out_char(out, ' ');
		out_text(out, choices[i].value);
	}
	if (velocity->stages != NULL && velocity->between.count == 0) {
		out_text(out, " --stages ");
		stages_put_list(velocity->stages, out);
	}
	report_end_header(out);
}

/* The columns up to the stage. */
static void
put_keys(struct velocity *velocity, const struct cell *cell)
{
	struct out *out = &velocity->out;

	if (velocity->report.calendar != NULL)
		report_put_period(&velocity->report, out, cell->period);
	report_put_group(&velocity->report, out, cell->group);
	out_span(out, cell->stage);
	out_char(out, '\t');
}

static void
put_state(struct velocity *velocity, const struct cell *cell)
{
	struct tally batch[WALK_BATCH];
	struct walk walk;
	size_t count;

	walk_begin(&walk, cell->value);
	while ((count = walk_next(&walk, batch)) > 0)
		for (size_t i = 0; i < count; i++) {
			put_keys(velocity, cell);
			partial_put(
			    &velocity->out, &batch[i], velocity->figures.with_open);
			out_char(&velocity->out, '\n');
		}
}

static void
put_row(struct velocity *velocity, const struct cell *cell)
{
	struct out *out = &velocity->out;

	put_keys(velocity, cell);
	if (velocity->between.count > 0) {
		out_span(out, velocity->between.item[1]);
		out_char(out, '\t');
	}
	columns_put(&velocity->figures, out, cell->value);
	out_char(out, '\n');
}

static void
put_rows(struct velocity *velocity)
{
	size_t count;
	struct cell *cells = cells_sorted(
	    velocity->cells, velocity->names, velocity->stages, &count);

	for (size_t i = 0; i < count; i++) {
		if (velocity->between.count == 0 &&
		    stages_ends(velocity->stages, cells[i].stage))
			continue;
		if (velocity->partial)
			put_state(velocity, &cells[i]);
		else
			put_row(velocity, &cells[i]);
	}
	for (size_t i = 0; i < count; i++)
		durations_free(cells[i].value);
	free(cells);
}

/* The durations of the row's period and group, and of that stage. */
static struct durations *
find_set(struct velocity *velocity, const struct move *move, int64_t when, uint32_t stage)
{
	struct report *report = &velocity->report;
	int64_t period = report->calendar != NULL ? calendar_at(report->calendar, when) : 0;

	return cells_put(velocity->cells, period, report_group(report, move->row), stage);
}

static bool
in_span(const struct velocity *velocity, int64_t usec)
{
	return usec >= velocity->from && usec < velocity->until;
}

/* Counts each visit when it ends, or when the log does. */
static void
read_visits(struct velocity *velocity, struct moves *moves)
{
	struct move move;

	while (moves_next(moves, &move)) {
		bool open = move.to == 0;
		int64_t when = velocity->by_left ? move.time : move.since;

		if (move.from == 0 || move.imputed || (open && !velocity->figures.with_open) ||
		    !in_span(velocity, move.since))
			continue;
		durations_add(find_set(velocity, &move, when, move.from), move.sojourn, open,
		    1);
	}
}

/* Counts each way when it ends, or when the log does. */
static void
read_ways(struct velocity *velocity, struct moves *moves, struct tsv *tsv,
    const char *time_column)
{
	struct ways ways;
	struct move move;
	struct reason why;
	struct way *fresh;

	ways_begin(&ways, velocity->names, velocity->between.item[0],
	    velocity->between.item[1]);
	while (moves_next(moves, &move)) {
		if (ways_take(&ways, &move, &fresh, &why) != 0)
			tsv_bad(tsv, move.row, time_column, &why);
		else if (fresh != NULL && in_span(velocity, move.time))
			fresh->set = find_set(velocity, &move, move.time, move.to);
	}
	ways_end(&ways, moves_as_of(moves));
}

/* Takes what the states' header records: the keys are groups from here on. */
static void
take_header(struct velocity *velocity, const struct partial *file)
{
	char *options = mem_string(file->options);
	const char *between = strstr(options, " --between ");
	const char *stages = strstr(options, " --stages ");

	velocity->report.groups = partial_keys(file);
	velocity->figures.with_open = file->open != TSV_NONE;
	if (between != NULL)
		velocity->between = list_parse(between + strlen(" --between "));
	else if (stages != NULL)
		velocity->stages = stages_listed(stages + strlen(" --stages "));
	free(options);
}

static void
read_states(struct velocity *velocity, struct partial *file)
{
	struct partial_row row;

	while (partial_next(file, &row)) {
		struct durations *set = cells_put(velocity->cells, 0,
		    report_group(&velocity->report, &row.row),
		    names_id(velocity->names, row.stage));

		if (row.completed > 0)
			durations_add(set, row.usec, false, row.completed);
		if (row.open > 0)
			durations_add(set, row.usec, true, row.open);
	}
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

/* Writes the header so that it goes out before any row is read. */
static void
begin(struct velocity *velocity, const struct common *common)
{
	if (velocity->partial)
		put_state_header(velocity);
	else if (!common->no_header)
		put_header(velocity);
}

static void
count_moves(struct velocity *velocity, const struct common *common, struct tsv *tsv)
{
	struct moves *moves =
	    moves_open(tsv, common, velocity->names, needed_parts(velocity));

	begin(velocity, common);
	if (velocity->between.count > 0)
		read_ways(velocity, moves, tsv, common->time);
	else
		read_visits(velocity, moves);
	moves_close(moves);
}

static void
merge(struct velocity *velocity, const struct common *common, struct tsv *tsv)
{
	struct partial file;

	partial_open(&file, tsv);
	take_header(velocity, &file);
	report_bind(&velocity->report, tsv);
	begin(velocity, common);
	read_states(velocity, &file);
}

static void
report(struct velocity *velocity, const struct common *common)
{
	struct tsv *tsv;

	out_open(&velocity->out);
	tsv = tsv_open(common, &velocity->out);
	velocity->names = names_new();
	velocity->cells = cells_new(sizeof(struct durations));
	if (velocity->merge) {
		merge(velocity, common, tsv);
	} else {
		report_bind(&velocity->report, tsv);
		count_moves(velocity, common, tsv);
	}
	put_rows(velocity);
	tsv_close(tsv);
}

static void
velocity_free(struct velocity *velocity)
{
	cells_free(velocity->cells);
	names_free(velocity->names);
	stages_free(velocity->stages);
	list_free(&velocity->between);
	columns_free(&velocity->figures);
	report_close(&velocity->report);
}

int
main(int argc, char **argv)
{
	struct velocity velocity = { 0 };
	struct common common;
	struct opt shared[5];
	struct opt table[] = {
		{ OPT_TABLE, NULL, NULL, NULL, shared },
		{ OPT_TEXT, "on", "entered|left",
		    "a visit counts in the period in which it began (default) or ended",
		    &velocity.on },
		{ OPT_TEXT, "from", "TIME", "only visits that began at TIME or later",
		    &velocity.from_text },
		{ OPT_TEXT, "until", "TIME", "only visits that began before TIME",
		    &velocity.until_text },
		{ OPT_TEXT, "stages", "FILE",
		    "the stage table: it orders the rows, and its ends are left out",
		    &velocity.stages_path },
		{ OPT_TEXT, "between", "A,B",
		    "instead of visits, the time from the first entry into A to B",
		    &velocity.between_text },
		{ OPT_TEXT, "unit", "UNIT", "seconds, minutes, hours, days (default) or weeks",
		    &velocity.unit },
		{ OPT_TEXT, "percentiles", "P,...", "columns of percentiles (50,85,95)",
		    &velocity.percentiles },
		{ OPT_FLAG, "partial", NULL, "write a state that --merge reads",
		    &velocity.partial },
		{ OPT_FLAG, "merge", NULL, "read states of --partial, in any order",
		    &velocity.merge },
		{ 0 },
	};
	struct program program = { "lf-velocity",
		"Reports the time that leads spend in each stage, from moves.",
		"  lf-velocity --by month --stages stages.tsv moves.tsv\n"
		"  lf-velocity --group campaign --percentiles 50,90 --unit hours moves.tsv\n",
		table, false };

	report_table(&velocity.report, shared);
	options_parse(&program, &common, argc, argv);
	check_state_options(&velocity, &common);
	check_options(&velocity);
	report(&velocity, &common);
	velocity_free(&velocity);
	return STATUS_OK;
}
