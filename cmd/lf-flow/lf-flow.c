/* Reports how many leads are in each stage, enter it and leave it, by period. */
#include <stdlib.h>

#include "base/map.h"
#include "base/mem.h"
#include "lead/moves.h"
#include "lead/stages.h"
#include "report/grid.h"
#include "report/report.h"
#include "time/instant.h"

struct options {
	const char *from, *until, *compare, *stages;
	bool members;
};

enum compare { COMPARE_PREVIOUS, COMPARE_YEAR, COMPARE_NONE };

/* What happened to a stage in a period, in one group. */
struct cell {
	int64_t inflow, outflow, fresh; /* fresh: came for the first time */
};

/* --members: where a lead is (stage 0: nowhere), and since which period. */
struct stay {
	int64_t since;
	uint32_t stage, group;
};

struct flow {
	struct report report;
	struct out out;
	struct names *names; /* of stages */
	struct stages *stages; /* or NULL */
	struct grid *grid; /* its stages are numbered as in names */
	struct map *stays; /* --members: by lead; else NULL */
	enum compare compare;
	int64_t from, until; /* periods that meet [from, until) are printed */
	int64_t as_of;
	int64_t first, last; /* periods */
	uint32_t *groups, *order; /* numbers of groups and of stages, in order */
	uint32_t group_count, stage_count;
};

static bool
is_printed(const struct flow *flow, int64_t period)
{
	struct calendar *calendar = flow->report.calendar;

	return calendar_start(calendar, period) < flow->until &&
	       calendar_start(calendar, period + 1) > flow->from;
}

/* A row's beginning: period, group and stage. */
static void
put_place(struct flow *flow, int64_t period, uint32_t group, uint32_t stage)
{
	report_put_period(&flow->report, &flow->out, period);
	report_put_group(&flow->report, &flow->out, grid_group_text(flow->grid, group));
	out_span(&flow->out, names_text(flow->names, stage));
	out_char(&flow->out, '\t');
}

static void
put_member(struct flow *flow, int64_t period, uint32_t group, uint32_t stage,
    const char *column, struct span lead)
{
	if (!is_printed(flow, period))
		return;
	put_place(flow, period, group, stage);
	out_text(&flow->out, column);
	out_char(&flow->out, '\t');
	out_span(&flow->out, lead);
	out_char(&flow->out, '\n');
}

/* The periods at whose end a lead was in a stage that it left in period `left`. */
static void
put_stay(struct flow *flow, const struct stay *stay, int64_t left, struct span lead)
{
	for (int64_t period = stay->since; period < left; period++) {
		put_member(flow, period, stay->group, stay->stage, "closing", lead);
		if (period < flow->last)
			put_member(
			    flow, period + 1, stay->group, stay->stage, "opening", lead);
	}
}

/* --members: the rows that a move gives. 0, or -1 where the lead was elsewhere. */
static int
put_move(struct flow *flow, const struct move *move, int64_t period, uint32_t group,
    struct reason *why)
{
	bool fresh;
	struct stay *stay = map_put(flow->stays, move->lead, &fresh);
	char quoted[QUOTED_MAX];

	if (stay->stage != move->from)
		return fail(why, "the lead is not in stage %s",
		    quote(quoted, names_text(flow->names, move->from)));
	if (move->from != 0) {
		put_stay(flow, stay, period, move->lead);
		put_member(flow, period, group, move->from, "outflow", move->lead);
	}
	put_member(flow, period, group, move->to, "inflow", move->lead);
	if (move->visit == 1)
		put_member(flow, period, group, move->to, "new", move->lead);
	*stay = (struct stay){ period, move->to, group };
	return 0;
}

static void
put_last_stays(struct flow *flow)
{
	struct map_cursor cursor = { 0 };
	const struct stay *stay;

	while ((stay = map_next(flow->stays, &cursor)) != NULL)
		if (stay->stage != 0)
			put_stay(flow, stay, flow->last + 1, map_key(flow->stays, stay));
}

static void
count_move(struct flow *flow, const struct move *move, int64_t period, uint32_t group)
{
	struct cell *cell = grid_cell(flow->grid, period, group, move->to);

	cell->inflow++;
	cell->fresh += move->visit == 1;
	if (move->from == 0)
		return;
	cell = grid_cell(flow->grid, period, group, move->from);
	cell->outflow++;
}

/* Counts all moves; visits that are still open only tell the as-of time. */
static void
count_moves(struct flow *flow, struct tsv *tsv, struct moves *moves)
{
	struct move move;
	struct reason why;

	flow->last = INT64_MAX;
	while (moves_next(moves, &move)) {
		int64_t period;
		uint32_t group;

		if (move.to == 0)
			continue;
		period = calendar_at(flow->report.calendar, move.time);
		group = grid_group(flow->grid, report_group(&flow->report, move.row));
		if (flow->stays != NULL &&
		    put_move(flow, &move, period, group, &why) != 0)
			tsv_bad(tsv, move.row, "from", &why);
		else
			count_move(flow, &move, period, group);
	}
	flow->as_of = moves_as_of(moves);
}

/* The cell, or one in which nothing happened. */
static struct cell
cell_at(const struct flow *flow, int64_t period, uint32_t group, uint32_t stage)
{
	const struct cell *cell = grid_find(flow->grid, period, group, stage);

	return cell != NULL ? *cell : (struct cell){ 0, 0, 0 };
}

/*
 * No stage can be left by more leads than were in it. That holds for all
 * groups together: with --group by a column that changes on a lead's way, a
 * lead may leave in another group than it came in.
 */
static void
check_balance(const struct flow *flow, uint32_t stage)
{
	int64_t balance = 0;

	for (int64_t period = flow->first; period <= flow->last; period++) {
		char name[PERIOD_TEXT_MAX], quoted[QUOTED_MAX];

		for (uint32_t group = 0; group < flow->group_count; group++) {
			struct cell cell = cell_at(flow, period, group, stage);

			balance += cell.inflow - cell.outflow;
		}
		if (balance >= 0)
			continue;
		diag_data("%.*s: stage: more leads leave %s than were in it",
		    (int)calendar_name(flow->report.calendar, period, name), name,
		    quote(quoted, names_text(flow->names, stage)));
	}
}

/* --compare: the inflow of the period before or a year before, and the change since. */
static void
put_compared(struct flow *flow, int64_t period, uint32_t group, uint32_t stage)
{
	struct calendar *calendar = flow->report.calendar;
	int64_t inflow = cell_at(flow, period, group, stage).inflow;
	int64_t other = period - 1;
	int64_t before;

	out_char(&flow->out, '\t');
	if (flow->compare == COMPARE_YEAR &&
	    !calendar_year_before(calendar, period, &other)) {
		out_span(&flow->out, flow->out.null);
		out_char(&flow->out, '\t');
		out_span(&flow->out, flow->out.null);
		return;
	}
	before = cell_at(flow, other, group, stage).inflow;
	out_integer(&flow->out, before);
	out_char(&flow->out, '\t');
	if (calendar_start(calendar, period + 1) > flow->as_of)
		before = 0; /* as-of cuts the period short */
	report_put_ratio(&flow->out, inflow - before, before, 4);
}

static void
put_row(
    struct flow *flow, int64_t period, uint32_t group, uint32_t stage, int64_t opening)
{
	struct cell cell = cell_at(flow, period, group, stage);
	const int64_t figures[] = { opening, cell.inflow, cell.outflow,
		opening + cell.inflow - cell.outflow, cell.fresh };

	put_place(flow, period, group, stage);
	for (size_t i = 0; i < sizeof(figures) / sizeof(figures[0]); i++) {
		if (i > 0)
			out_char(&flow->out, '\t');
		out_integer(&flow->out, figures[i]);
	}
	if (flow->compare != COMPARE_NONE)
		put_compared(flow, period, group, stage);
	out_char(&flow->out, '\n');
}

static void
put_table(struct flow *flow)
{
	int64_t *openings =
	    mem_new((size_t)flow->group_count * flow->stage_count, sizeof(*openings));

	for (int64_t period = flow->first; period <= flow->last; period++) {
		int64_t *opening = openings;

		for (uint32_t g = 0; g < flow->group_count; g++)
			for (uint32_t s = 0; s < flow->stage_count; s++, opening++) {
				uint32_t group = flow->groups[g];
				uint32_t stage = flow->order[s];
				struct cell cell = cell_at(flow, period, group, stage);

				if (is_printed(flow, period))
					put_row(flow, period, group, stage, *opening);
				*opening += cell.inflow - cell.outflow;
			}
	}
	free(openings);
}

/* Knows periods, groups and stages; false if there were no moves. */
static bool
take_bounds(struct flow *flow)
{
	int64_t begun = calendar_at(flow->report.calendar, flow->as_of - 1);

	if (!grid_periods(flow->grid, &flow->first, &flow->last))
		return false;
	/* A period that begins before as-of has been watched, even if in vain. */
	if (begun > flow->last)
		flow->last = begun;
	flow->groups = grid_group_order(flow->grid);
	flow->group_count = grid_group_count(flow->grid);
	flow->order = stages_order(flow->stages, flow->names);
	flow->stage_count = names_count(flow->names);
	return true;
}

static void
report_flow(struct flow *flow, struct tsv *tsv, struct moves *moves)
{
	count_moves(flow, tsv, moves);
	if (!take_bounds(flow))
		return;
	for (uint32_t s = 0; s < flow->stage_count; s++)
		check_balance(flow, flow->order[s]);
	if (flow->stays != NULL)
		put_last_stays(flow);
	else
		put_table(flow);
	free(flow->groups);
	free(flow->order);
}

static void
put_header(struct flow *flow)
{
	report_put_header(&flow->report, &flow->out);
	if (flow->stays != NULL)
		out_text(&flow->out, "stage\tcolumn\tlead");
	else
		out_text(&flow->out, "stage\topening\tinflow\toutflow\tclosing\tnew");
	if (flow->compare != COMPARE_NONE)
		out_text(&flow->out, "\tbefore\tchange");
	report_end_header(&flow->out);
}

static void
take_options(struct flow *flow, const struct options *options)
{
	report_setup(&flow->report, "month");
	flow->from = options->from == NULL ? INSTANT_MIN - USEC_PER_DAY :
					     options_time("from", options->from);
	flow->until = options->until == NULL ? INSTANT_END + USEC_PER_DAY :
					       options_time("until", options->until);
	if (flow->until <= flow->from)
		diag_usage("--until: '%s' is not after --from", options->until);
	if (options->compare != NULL)
		flow->compare = (enum compare)options_choice(
		    "compare", options->compare, "previous|year");
	if (flow->compare != COMPARE_NONE && options->members)
		diag_usage("--compare and --members exclude each other: a comparison has "
			   "no leads of its own");
	if (flow->compare != COMPARE_NONE &&
	    calendar_unit(flow->report.calendar) == PERIOD_ALL)
		diag_usage("--compare: there is nothing to compare with --by all");
	flow->names = names_new();
	if (options->stages == NULL)
		return;
	flow->stages = stages_read(options->stages);
	for (size_t i = 0; i < flow->stages->count; i++)
		names_id(flow->names, flow->stages->stage[i].name);
}

static void
flow_free(struct flow *flow)
{
	if (flow->stays != NULL)
		map_free(flow->stays);
	grid_free(flow->grid);
	names_free(flow->names);
	stages_free(flow->stages);
	report_close(&flow->report);
}

int
main(int argc, char **argv)
{
	struct options options = { 0 };
	struct flow flow = { .grid = grid_new(sizeof(struct cell)),
		.compare = COMPARE_NONE };
	struct opt shared[5];
	struct opt table[] = {
		{ OPT_TABLE, NULL, NULL, NULL, shared },
		{ OPT_TEXT, "from", "TIME", "only periods that end after this time",
		    &options.from },
		{ OPT_TEXT, "until", "TIME", "only periods that begin before this time",
		    &options.until },
		{ OPT_TEXT, "compare", "previous|year",
		    "add columns before and change, against the inflow of that period",
		    &options.compare },
		{ OPT_TEXT, "stages", "FILE", "the stage table, for the order of stages",
		    &options.stages },
		{ OPT_FLAG, "members", NULL, "print the leads behind each figure instead",
		    &options.members },
		{ 0 },
	};
	const struct program program = { .name = "lf-flow",
		.purpose =
		    "Reports how many leads are in each stage, enter it and leave it, "
		    "by period.",
		.examples = "  lf-transitions staged.tsv | lf-flow --stages stages.tsv\n"
			    "  lf-flow --by week --compare previous moves.tsv\n",
		.table = table };
	struct common common = { 0 };
	struct tsv *tsv;
	struct moves *moves;

	report_table(&flow.report, shared);
	options_parse(&program, &common, argc, argv);
	take_options(&flow, &options);
	if (options.members)
		flow.stays = map_new(sizeof(struct stay), 8);
	out_open(&flow.out);
	tsv = tsv_open(&common, &flow.out);
	moves = moves_open(tsv, &common, flow.names,
	    MOVE_TIME | MOVE_NTH | (options.members ? MOVE_LEAD : 0));
	report_bind(&flow.report, tsv);
	if (!common.no_header)
		put_header(&flow);
	report_flow(&flow, tsv, moves);
	moves_close(moves);
	tsv_close(tsv);
	flow_free(&flow);
	return STATUS_OK;
}
