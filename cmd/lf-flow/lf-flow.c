/* Reports how many leads are in each stage, enter it and leave it, by period. */
#include <stdlib.h>

#include "base/mem.h"
#include "lead/moves.h"
#include "lead/stages.h"
#include "report/cells.h"
#include "report/partialread.h"
#include "report/partialwrite.h"
#include "report/report.h"
#include "time/instant.h"

#include "cell.h"
#include "compare.h"
#include "members.h"
#include "state.h"
#include "sums.h"

struct options {
	const char *from, *until, *compare, *seen_from, *stages;
	bool to_date, members;
};

struct flow {
	struct report report;
	struct partial state;
	struct stages *stages; /* or NULL */
	struct cells *cells;
	struct members *members; /* or NULL */
	struct compare compare;
	struct sums sums;
	int64_t from, until; /* the periods that are printed */
	int64_t as_of;
	int64_t first, last; /* periods */
	uint32_t *groups, *order; /* the numbers of groups and of stages, in order */
	uint32_t group_count, stage_count;
};

/* What is in a stage at the beginning or the end of a period. */
struct balance {
	int64_t leads;
	int128 sum;
};

/* left is the amount that leaves with the lead. */
static void
count_move(struct flow *flow, const struct move *move, int64_t period, uint32_t group,
    int128 left)
{
	struct cell *cell = cells_put(flow->cells, period, group, move->to);

	cell->inflow++;
	cell->fresh += move->visit == 1;
	if (flow->sums.stays != NULL)
		amounts_add(&cell->inflow_sum, move->amount);
	if (flow->compare.kind != COMPARE_NONE)
		compare_take(&flow->compare, move->time, period, group, move->to);
	if (move->from == 0)
		return;
	cell = cells_put(flow->cells, period, group, move->from);
	cell->outflow++;
	if (flow->sums.stays != NULL)
		amounts_add(&cell->outflow_sum, left);
}

/* Counts a move, and writes its leads as members. 0, or -1 and the reason. */
static int
take_move(struct flow *flow, const struct move *move, int64_t period, uint32_t group,
    struct reason *why)
{
	int128 left = 0;

	if (flow->members != NULL &&
	    members_take(flow->members, move, period, group, why) != 0)
		return -1;
	if (flow->sums.stays != NULL &&
	    sums_take(&flow->sums, move, flow->report.names, &left, why) != 0)
		return -1;
	count_move(flow, move, period, group, left);
	return 0;
}

static void
take_open(struct flow *flow, const struct move *move)
{
	bool first = true;

	partial_see_open(&flow->state, move);
	if (flow->members != NULL)
		first = members_take_open(flow->members, move);
	else if (flow->sums.stays != NULL)
		first = sums_take_open(&flow->sums, move);
	if (!first)
		moves_open_again(flow->report.moves, move);
}

/* Counts all moves. Rows of open visits are no moves, but their time is as-of. */
static void
count_moves(struct flow *flow)
{
	struct move move;
	struct reason why;

	while (moves_next(flow->report.moves, &move)) {
		int64_t period;
		uint32_t group;

		if (move.to == 0) {
			take_open(flow, &move);
			continue;
		}
		period = calendar_at(flow->report.calendar, move.time);
		group = cells_group(flow->cells, report_group(&flow->report, move.row));
		if (take_move(flow, &move, period, group, &why) != 0)
			tsv_bad(flow->report.tsv, move.row, "from", &why);
	}
	flow->as_of = moves_as_of(flow->report.moves);
}

static void
merge_states(struct flow *flow)
{
	state_read(&flow->state, flow->cells, &flow->compare, &flow->sums.amounts);
	flow->as_of = partial_as_of(&flow->state);
}

/* The cell, or an empty one if nothing happened. */
static struct cell
cell_at(const struct flow *flow, int64_t period, uint32_t group, uint32_t stage)
{
	const struct cell *cell = cells_find(flow->cells, period, group, stage);

	return cell != NULL ? *cell : (struct cell){ 0 };
}

/*
 * No stage can be left by more leads than were in it. This holds for all groups
 * together: with --group by a column that changes, a lead may leave in another
 * group than the one in which it came.
 */
static void
check_balance(const struct flow *flow, uint32_t stage)
{
	int64_t balance = 0;

	for (int64_t period = flow->first; period <= flow->last; period++) {
		char name[PERIOD_TEXT_MAX], quoted[QUOTED_MAX];

		for (uint32_t group = 0; group < flow->group_count; group++) {
			struct cell cell = cell_at(flow, period, flow->groups[group], stage);

			balance += cell.inflow - cell.outflow;
		}
		if (balance >= 0)
			continue;
		diag_data("%.*s: stage: more leads leave %s than were in it",
		    (int)calendar_name(flow->report.calendar, period, name), name,
		    quote(quoted, names_text(flow->report.names, stage)));
	}
}

/* The columns of --compare: the inflow of the other period, and the change since. */
static void
put_compared(struct flow *flow, int64_t period, uint32_t group, uint32_t stage)
{
	const struct compare *compare = &flow->compare;
	int64_t inflow = cell_at(flow, period, group, stage).inflow;
	int64_t other, before;
	struct out *out = &flow->report.out;

	out_char(out, '\t');
	if (!compare_find(compare, period, &other)) {
		out_span(out, out->null);
		out_char(out, '\t');
		out_span(out, out->null);
		return;
	}
	before = compare_inflow(compare, period, other, group, stage,
	    cell_at(flow, other, group, stage).inflow);
	out_integer(out, before);
	out_char(out, '\t');
	report_put_ratio(
	    out, inflow - before, compare_changes(compare, period) ? before : 0, 4);
}

static void
put_row(struct flow *flow, int64_t period, uint32_t group, uint32_t stage,
    const struct balance *opening)
{
	struct cell cell = cell_at(flow, period, group, stage);
	const int64_t figures[] = { opening->leads, cell.inflow, cell.outflow,
		opening->leads + cell.inflow - cell.outflow, cell.fresh };
	struct out *out = &flow->report.out;

	report_put_keys(
	    &flow->report, out, period, cells_group_text(flow->cells, group));
	out_span(out, names_text(flow->report.names, stage));
	for (size_t i = 0; i < sizeof(figures) / sizeof(figures[0]); i++) {
		out_char(out, '\t');
		out_integer(out, figures[i]);
	}
	if (flow->report.sum != NULL)
		sums_put(&flow->sums, out, opening->sum, &cell);
	if (flow->compare.kind != COMPARE_NONE)
		put_compared(flow, period, group, stage);
	out_char(out, '\n');
}

static void
put_table(struct flow *flow)
{
	struct balance *openings =
	    mem_new((size_t)flow->group_count * flow->stage_count, sizeof(*openings));

	for (int64_t period = flow->first; period <= flow->last; period++) {
		struct balance *opening = openings;

		for (uint32_t g = 0; g < flow->group_count; g++)
			for (uint32_t s = 0; s < flow->stage_count; s++, opening++) {
				uint32_t group = flow->groups[g];
				uint32_t stage = flow->order[s];
				struct cell cell = cell_at(flow, period, group, stage);

				if (period >= flow->from && period <= flow->until)
					put_row(flow, period, group, stage, opening);
				opening->leads += cell.inflow - cell.outflow;
				if (flow->report.sum != NULL)
					sums_close(&opening->sum, &cell);
			}
	}
	free(openings);
}

/* Finds the periods, groups and stages of the report; false if there were no moves. */
static bool
find_bounds(struct flow *flow)
{
	int64_t begun = calendar_at(flow->report.calendar, flow->as_of - 1);

	if (!cells_periods(flow->cells, &flow->first, &flow->last))
		return false;
	/* A period that began before as-of has a row, even if nothing happened in it. */
	if (begun > flow->last)
		flow->last = begun;
	flow->groups = cells_groups(flow->cells, &flow->group_count);
	flow->order = stages_order(flow->stages, flow->report.names);
	flow->stage_count = names_count(flow->report.names);
	return true;
}

static void
report_flow(struct flow *flow)
{
	if (flow->state.merge)
		merge_states(flow);
	else
		count_moves(flow);
	if (flow->state.write) {
		state_put(&flow->state, flow->cells, &flow->compare, &flow->sums.amounts);
		return;
	}
	report_check_table(&flow->report, flow->stages);
	amounts_note(&flow->sums.amounts, flow->report.sum);
	flow->compare.as_of = flow->as_of;
	if (!find_bounds(flow))
		return;
	for (uint32_t s = 0; s < flow->stage_count; s++)
		check_balance(flow, flow->order[s]);
	if (flow->members != NULL)
		members_finish(flow->members, flow->last);
	else
		put_table(flow);
}

static void
put_header(struct flow *flow)
{
	struct out *out = &flow->report.out;

	if (flow->state.write) {
		partial_put_header(&flow->state);
		return;
	}
	report_put_header(&flow->report, out);
	if (flow->members != NULL)
		out_text(out, "stage\tcolumn\tlead\ttime");
	else
		out_text(out, "stage\topening\tinflow\toutflow\tclosing\tnew");
	if (flow->report.sum != NULL && flow->members == NULL)
		out_text(out, "\topening_sum\tinflow_sum\toutflow_sum\tclosing_sum");
	if (flow->compare.kind != COMPARE_NONE)
		out_text(out, "\tbefore\tchange");
	report_end_header(out);
}

/* The periods that the time from --from to --until touches. */
static void
take_span(struct flow *flow, const struct options *options)
{
	struct calendar *calendar = flow->report.calendar;
	int64_t from = INT64_MIN;
	int64_t until = INT64_MAX;

	if (options->from != NULL)
		from = options_time("from", options->from);
	if (options->until != NULL)
		until = options_time("until", options->until);
	if (until <= from)
		diag_usage("--until: '%s' is not after --from", options->until);
	flow->from = options->from == NULL ? from : calendar_at(calendar, from);
	flow->until = options->until == NULL ? until : calendar_at(calendar, until - 1);
}

static void
take_compare(struct flow *flow, const struct options *options)
{
	enum compare_kind kind;

	bool bounded = calendar_unit(flow->report.calendar) != PERIOD_ALL;

	flow->compare.kind = COMPARE_NONE;
	/* A state has all that any comparison needs. */
	if (flow->state.write && bounded)
		compare_begin(&flow->compare, COMPARE_PREVIOUS, flow->report.calendar,
		    INSTANT_END, true);
	if (options->compare == NULL && (options->seen_from != NULL || options->to_date))
		diag_usage("--%s needs --compare, whose columns it is about",
		    options->to_date ? "to-date" : "seen-from");
	if (options->compare == NULL)
		return;
	kind = (enum compare_kind)options_choice(
	    "compare", options->compare, "previous|year");
	if (options->members)
		diag_usage("--compare and --members exclude each other: a comparison has "
			   "no leads of its own");
	if (!bounded)
		diag_usage("--compare: there is nothing to compare with --by all");
	compare_begin(&flow->compare, kind, flow->report.calendar,
	    options->seen_from != NULL ? options_time("seen-from", options->seen_from) :
					 INSTANT_END,
	    options->to_date);
}

static void
take_options(struct flow *flow, const struct options *options)
{
	report_setup(&flow->report, "month");
	take_span(flow, options);
	take_compare(flow, options);
	flow->cells = cells_new(sizeof(struct cell));
	if (options->members)
		flow->members =
		    members_new(&flow->report, flow->cells, flow->from, flow->until);
	if (options->stages == NULL)
		return;
	flow->stages = stages_read(options->stages);
	for (size_t i = 0; i < flow->stages->count; i++)
		names_id(flow->report.names, flow->stages->stage[i].name);
}

static void
parse_options(struct flow *flow, struct options *options, int argc, char **argv)
{
	struct opt shared[5];
	struct opt table[] = {
		{ OPT_TABLE, NULL, NULL, NULL, shared },
		{ OPT_TEXT, "from", "TIME", "only periods that end after this time",
		    &options->from },
		{ OPT_TEXT, "until", "TIME", "only periods that begin before this time",
		    &options->until },
		{ OPT_TEXT, "compare", "previous|year",
		    "add columns before and change, against the inflow of that period",
		    &options->compare },
		{ OPT_FLAG, "to-date", NULL,
		    "compare the period that is not over with as much of the earlier one",
		    &options->to_date },
		{ OPT_TEXT, "seen-from", "TIME",
		    "the log is complete from this time on (its first move): earlier periods "
		    "are not compared with",
		    &options->seen_from },
		{ OPT_TEXT, "stages", "FILE", "the stage table, for the order of stages",
		    &options->stages },
		{ OPT_TEXT, "sum", "COL", "add columns of the sums of this one, an amount",
		    &flow->report.sum },
		{ OPT_FLAG, "members", NULL, "print the leads behind each figure instead",
		    &options->members },
		{ OPT_FLAG, "partial", NULL, "write a state that --merge reads",
		    &flow->state.write },
		{ OPT_FLAG, "merge", NULL, "read states of --partial, in any order",
		    &flow->state.merge },
		{ 0 },
	};
	const struct program program = { .name = "lf-flow",
		.purpose =
		    "Reports how many leads are in each stage, enter it and leave it, "
		    "by period.",
		.examples = "  lf-transitions staged.tsv | lf-flow --stages stages.tsv\n"
			    "  lf-flow --by week --compare previous moves.tsv\n",
		.table = table };

	report_table(&flow->report, shared);
	options_parse(&program, &flow->report.common, argc, argv);
	partial_options(&flow->state, table);
}

static void
flow_free(struct flow *flow)
{
	free(flow->groups);
	free(flow->order);
	members_free(flow->members);
	sums_free(&flow->sums);
	compare_free(&flow->compare);
	cells_free(flow->cells);
	stages_free(flow->stages);
	partial_close(&flow->state);
	report_close(&flow->report);
}

static void
open_moves(struct flow *flow)
{
	bool sums = flow->report.sum != NULL && flow->members == NULL;
	bool leads = sums || flow->members != NULL;

	report_open_moves(
	    &flow->report, MOVE_TIME | MOVE_VISIT | (leads ? MOVE_LEAD : 0));
	if (sums)
		sums_begin(&flow->sums, &flow->report);
}

int
main(int argc, char **argv)
{
	struct options options = { 0 };
	struct flow flow = {
		.state = { .form = &state_form, .report = &flow.report },
	};

	parse_options(&flow, &options, argc, argv);
	if (flow.state.merge)
		partial_open(&flow.state);
	take_options(&flow, &options);
	if (!flow.state.merge)
		open_moves(&flow);
	if (!flow.report.common.no_header)
		put_header(&flow);
	report_flow(&flow);
	flow_free(&flow);
	return STATUS_OK;
}
