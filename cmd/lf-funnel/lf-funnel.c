/* Reports the conversion of leads from step to step of the path. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/map.h"
#include "base/mem.h"
#include "lead/moves.h"
#include "lead/stages.h"
#include "report/cells.h"
#include "report/report.h"

#include "members.h"
#include "state.h"

struct options {
	const char *steps, *stages, *within, *unit, *percentiles;
	bool from_first, members;
};

/*
 * Reports stages of options, or of the moves, that nothing answers to, and missing visits.
 * Whether moves enter all steps that are named.
 */
static bool
check_names(const struct funnel *funnel, bool named)
{
	bool entered = true;

	if (!funnel->members)
		report_check_open(&funnel->report,
		    "leads that are not there yet are watched up to the last move only");
	for (int i = 0; named && i < funnel->path.count; i++) {
		report_check_stage(&funnel->report, "--steps", funnel->path.steps[i]);
		entered &= entered_is(funnel->report.entered, funnel->path.steps[i]);
	}
	report_check_spelling(&funnel->report);
	report_check_table(&funnel->report, funnel->stages);
	return entered;
}

/* A lead has reached a step. */
static void
take_step(struct funnel *funnel, struct journey *lead, const struct move *move, int step)
{
	if (step == 0)
		lead->group =
		    cells_group(funnel->cells, report_group(&funnel->report, move->row));
	if (funnel->report.sum == NULL)
		return;
	amounts_see(&funnel->amounts, move);
	journey_keep(lead, funnel->path.count, step, move->amount);
}

static void
take_move(struct funnel *funnel, const struct move *move)
{
	struct report *report = &funnel->report;
	int step = path_step(&funnel->path, move->to);
	struct journey *lead;
	struct reason why;
	bool fresh;
	int reached;

	lead = map_put_hinted(funnel->leads, move->lead, move->hint, &fresh);
	reached = lead->reached;
	if (journey_take(
		lead, move->time, step, path_ends(&funnel->path, move->to), &why) != 0)
		tsv_bad(report->tsv, move->row, report->common.time, &why);
	else if (lead->reached > reached)
		take_step(funnel, lead, move, reached);
}

static void
take_open(struct funnel *funnel, const struct move *move)
{
	struct journey *lead = map_get(funnel->leads, move->lead);

	partial_see_open(&funnel->state, move);
	if (lead == NULL)
		return;
	if (lead->open)
		moves_open_again(funnel->report.moves, move);
	lead->open = true;
}

static void
take_moves(struct funnel *funnel)
{
	struct moves *moves = funnel->report.moves;
	struct move move;

	moves_ahead(moves, funnel->leads);
	while (moves_next(moves, &move)) {
		if (move.to == 0)
			take_open(funnel, &move);
		/* Without a table, no stage but the steps matters. */
		else if (funnel->stages != NULL ||
		    path_step(&funnel->path, move.to) != STEP_NONE)
			take_move(funnel, &move);
	}
	funnel->as_of = moves_as_of(moves);
}

static struct passage
passage_of(const struct funnel *funnel, const struct journey *lead, int step)
{
	struct passage passage = { .step = step, .reached = lead->reached > step };
	int steps = funnel->path.count;
	int before = funnel->from_first ? 0 : step - 1;

	passage.entered = lead->times[before];
	passage.watched = report_between(&funnel->report, passage.entered, funnel->as_of);
	passage.usec = passage.reached ?
	    report_between(&funnel->report, passage.entered, lead->times[step]) :
	    passage.watched;
	if (funnel->report.sum != NULL) {
		passage.brought = journey_amount(lead, steps, before);
		passage.amount = journey_amount(lead, steps, step);
	}
	return passage;
}

/* Adds the amounts of a lead; the amount of a step that it has not reached is 0. */
static void
count_sums(
    const struct columns *columns, struct cell *cell, const struct passage *passage)
{
	amounts_add(&cell->entered_sum, passage->brought);
	amounts_add(&cell->reached_sum, passage->amount);
	for (size_t i = 0; i < columns->within.count; i++)
		if (passage->watched >= columns->limits[i]) {
			amounts_add(&cell->within[i].observed_sum, passage->brought);
			if (passage->usec <= columns->limits[i])
				amounts_add(&cell->within[i].reached_sum, passage->amount);
		}
}

static void
count_passage(
    struct funnel *funnel, const struct journey *lead, const struct passage *passage)
{
	const struct columns *columns = &funnel->columns;
	int64_t period = calendar_at(funnel->report.calendar, lead->times[0]);
	struct cell *cell =
	    cells_put(funnel->cells, period, lead->group, (uint32_t)passage->step);

	cell->entered++;
	cell->gone += !passage->reached && lead->gone;
	for (size_t i = 0; i < columns->within.count; i++)
		if (passage->watched >= columns->limits[i]) {
			cell->within[i].observed++;
			cell->within[i].reached +=
			    passage->reached && passage->usec <= columns->limits[i];
		}
	if (funnel->report.sum != NULL)
		count_sums(columns, cell, passage);
	if (columns->within.count == 0)
		durations_add(&cell->times, passage->usec, !passage->reached, 1);
}

static void
count_first(struct funnel *funnel, const struct journey *lead)
{
	int64_t period = calendar_at(funnel->report.calendar, lead->times[0]);
	struct cell *cell = cells_put(funnel->cells, period, lead->group, 0);

	cell->entered++;
	if (funnel->report.sum != NULL)
		amounts_add(&cell->reached_sum,
		    journey_amount(lead, funnel->path.count, 0));
}

/* Counts a lead that came in at the first step, and at each one that it entered. */
static void
count_lead(struct funnel *funnel, const struct journey *lead)
{
	if (funnel->state.write)
		state_add_first(funnel, lead);
	else if (funnel->members)
		members_put_first(funnel, lead);
	else
		count_first(funnel, lead);
	for (int step = 1; step < funnel->path.count; step++) {
		struct passage passage;

		if (!funnel->from_first && lead->reached < step)
			break;
		passage = passage_of(funnel, lead, step);
		if (funnel->state.write)
			state_add(funnel, lead, &passage);
		else if (funnel->members)
			members_put(funnel, lead, &passage);
		else
			count_passage(funnel, lead, &passage);
	}
}

/* Counts all leads. */
static void
count_leads(struct funnel *funnel)
{
	struct map_cursor cursor = { 0 };
	const struct journey *lead;

	while ((lead = map_next(funnel->leads, &cursor)) != NULL) {
		if (lead->reached > 0)
			count_lead(funnel, lead);
		if (lead->reached == 0)
			funnel->later += journey_skips(lead);
		else
			funnel->skipped += journey_skips(lead);
	}
}

/* Writes the rows of a step: one, or one for each duration of --within. */
static void
put_step(struct funnel *funnel, int64_t period, uint32_t group, int step, int64_t came,
    struct cell *cell)
{
	const struct columns *columns = &funnel->columns;
	struct report *report = &funnel->report;
	size_t rows = columns->within.count;

	if (rows == 0)
		rows = 1;
	else if (step == 0)
		return;
	for (size_t i = 0; i < rows; i++) {
		report_put_keys(
		    report, &report->out, period, cells_group_text(funnel->cells, group));
		out_span(&report->out, names_text(report->names, funnel->path.steps[step]));
		out_char(&report->out, '\t');
		if (columns->within.count > 0)
			columns_put_within(columns, &report->out, cell, i);
		else if (step == 0)
			columns_put_first(columns, &report->out, came);
		else
			columns_put(columns, &report->out, cell, came);
		if (report->sum != NULL)
			columns_put_sums(
			    columns, &report->out, &funnel->amounts, cell, step, i);
		out_char(&report->out, '\n');
	}
	durations_free(&cell->times);
}

/* none is a cell of zeros. */
static void
put_cohort(struct funnel *funnel, int64_t period, uint32_t group, struct cell *none)
{
	int64_t came = 0;

	for (int step = 0; step < funnel->path.count; step++) {
		struct cell *cell =
		    cells_find(funnel->cells, period, group, (uint32_t)step);

		if (cell == NULL)
			cell = none;
		if (step == 0)
			came = cell->entered;
		put_step(funnel, period, group, step, came, cell);
	}
}

static size_t
cell_size(const struct funnel *funnel)
{
	return sizeof(struct cell) + funnel->columns.within.count * sizeof(struct within);
}

static void
put_table(struct funnel *funnel)
{
	struct cell *none = mem_new(1, cell_size(funnel));
	uint32_t *groups;
	uint32_t count;
	int64_t first, last;

	if (cells_periods(funnel->cells, &first, &last)) {
		groups = cells_groups(funnel->cells, &count);
		for (int64_t period = first; period <= last; period++)
			for (uint32_t i = 0; i < count; i++)
				put_cohort(funnel, period, groups[i], none);
		free(groups);
	}
	free(none);
}

static void
put_header(struct funnel *funnel)
{
	struct out *out = &funnel->report.out;

	if (funnel->state.write) {
		partial_put_header(&funnel->state);
		return;
	}
	report_put_header(&funnel->report, out);
	out_text(out, "stage\t");
	if (funnel->members)
		out_text(out,
		    funnel->columns.within.count > 0 ? "within\tcolumn\tlead\ttime" :
						       "column\tlead\ttime");
	else
		columns_put_header(&funnel->columns, out);
	if (funnel->report.sum != NULL && !funnel->members)
		columns_put_sums_header(&funnel->columns, out);
	report_end_header(out);
}

static void
take_options(struct funnel *funnel, const struct options *options)
{
	report_setup(&funnel->report, "all");
	partial_measure(&funnel->state);
	funnel->stages = partial_stages(&funnel->state, options->stages);
	path_set(&funnel->path, options->steps, funnel->stages, funnel->report.names);
	columns_setup(&funnel->columns, funnel->report.measure, options->unit,
	    options->percentiles, options->within);
	funnel->columns.know_ends = funnel->stages != NULL;
	funnel->from_first = options->from_first;
	funnel->members = options->members;
	funnel->cells = cells_new(cell_size(funnel));
	funnel->leads =
	    map_new(journey_size(funnel->path.count, funnel->report.sum != NULL), 8);
}

static void
parse_options(struct funnel *funnel, struct options *options, int argc, char **argv)
{
	struct opt shared[5];
	struct opt table[] = {
		{ OPT_TEXT, "steps", "STAGE,...",
		    "the steps, in order; without it, the path of --stages",
		    &options->steps },
		{ OPT_TEXT, "stages", "FILE",
		    "the stage table: the steps, and which leads are gone",
		    &options->stages },
		{ OPT_TABLE, NULL, NULL, NULL, shared },
		{ OPT_FLAG, "from-first", NULL,
		    "measure each step from the first one, not from the one before",
		    &options->from_first },
		{ OPT_TEXT, "within", "DURATION,...",
		    "instead, which share gets there within these times",
		    &options->within },
		{ OPT_TEXT, "unit", "UNIT",
		    "seconds, minutes, hours, days (default) or weeks", &options->unit },
		{ OPT_TEXT, "calendar", "FILE",
		    "the working calendar, in --tz: durations count working time alone",
		    &funnel->report.working },
		{ OPT_TEXT, "percentiles", "P,...", "columns of percentiles (50,85,95)",
		    &options->percentiles },
		{ OPT_TEXT, "sum", "COL", "add columns of the sums of this one, an amount",
		    &funnel->report.sum },
		{ OPT_FLAG, "members", NULL, "print the leads behind each figure instead",
		    &options->members },
		{ OPT_FLAG, "partial", NULL, "write a state that --merge reads",
		    &funnel->state.write },
		{ OPT_FLAG, "merge", NULL, "read states of --partial, in any order",
		    &funnel->state.merge },
		{ 0 },
	};
	const struct program program = { .name = "lf-funnel",
		.purpose = "Reports the conversion of leads from step to step of the path.",
		.examples =
		    "  lf-funnel --stages stages.tsv --by quarter moves.tsv\n"
		    "  lf-funnel --steps MQL,SQL,customer --within 30d,90d moves.tsv\n",
		.table = table };

	report_table(&funnel->report, shared);
	options_parse(&program, &funnel->report.common, argc, argv);
	partial_options(&funnel->state, table);
}

/* Says how many leads are not counted at a step that they entered. */
static void
note_skips(const struct funnel *funnel)
{
	if (funnel->later > 0)
		diag_note("%" PRIu64 " lead%s entered a later step, but never the first",
		    funnel->later, funnel->later == 1 ? "" : "s");
	if (funnel->skipped > 0)
		diag_note("%" PRIu64
			  " lead%s entered a step, but not the one before it, and %s not "
			  "counted there: lf-transitions --backfill fills in steps of the path, or "
			  "leave the step that they skip out of --steps",
		    funnel->skipped, funnel->skipped == 1 ? "" : "s",
		    funnel->skipped == 1 ? "is" : "are");
}

/* named: the steps are those of --steps. */
static void
report_funnel(struct funnel *funnel, bool named)
{
	if (funnel->state.merge) {
		state_read(funnel);
	} else {
		take_moves(funnel);
		count_leads(funnel);
	}
	if (funnel->state.write) {
		state_end(funnel);
		return;
	}
	/* All leads skip a step that no move enters. */
	if (check_names(funnel, named))
		note_skips(funnel);
	if (funnel->members)
		return;
	amounts_note(&funnel->amounts, funnel->report.sum);
	put_table(funnel);
}

static void
open_moves(struct funnel *funnel)
{
	struct report *report = &funnel->report;

	report_open_moves(report, MOVE_LEAD | MOVE_TIME);
	if (report->sum != NULL)
		amounts_watch(
		    &funnel->amounts, report->tsv, report->sum, &report->groups);
}

static void
funnel_free(struct funnel *funnel)
{
	path_free(&funnel->path);
	columns_free(&funnel->columns);
	stages_free(funnel->stages);
	map_free(funnel->leads);
	cells_free(funnel->cells);
	partial_close(&funnel->state);
	report_close(&funnel->report);
}

int
main(int argc, char **argv)
{
	struct options options = { 0 };
	struct funnel funnel = {
		.state = { .form = &state_form, .report = &funnel.report },
	};

	parse_options(&funnel, &options, argc, argv);
	if (funnel.state.merge)
		partial_open(&funnel.state);
	take_options(&funnel, &options);
	if (!funnel.state.merge)
		open_moves(&funnel);
	if (!funnel.report.common.no_header)
		put_header(&funnel);
	report_funnel(&funnel, options.steps != NULL);
	funnel_free(&funnel);
	return STATUS_OK;
}
