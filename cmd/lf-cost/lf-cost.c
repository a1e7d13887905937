/* Reports what leads in a stage cost: spend per lead, by period. */
#include <stdlib.h>

#include "lead/moves.h"
#include "report/cells.h"
#include "report/partialread.h"
#include "report/partialwrite.h"
#include "report/report.h"
#include "time/instant.h"
#include "time/zone.h"

#include "gaps.h"
#include "lag.h"
#include "ledger.h"
#include "spend.h"
#include "state.h"
#include "warnings.h"
#include "window.h"

struct options {
	struct texts ledgers;
	const char *target, *lag, *sla, *currency, *places;
	bool partial_ledger, spread, members;
};

struct cost {
	struct report report;
	struct partial state;
	uint32_t target; /* a stage */
	uint32_t aged; /* the stage whose ages make the lag, or 0 */
	struct lag lag;
	struct ledger ledger;
	struct spend spend;
	bool partial_ledger, members;
	int places;
};

/* Counts a lead's first entry into the target. */
static void
count_lead(struct cost *cost, const struct move *move)
{
	struct report *report = &cost->report;
	struct cells *cells = cost->spend.cells;
	int64_t period = calendar_at(report->calendar, move->time);
	uint32_t group = cells_group(cells, report_group(report, move->row));
	struct cell *cell = cells_put(cells, period, group, 0);

	cell->leads++;
	if (cost->state.write)
		state_add_lead(&cost->state, period, cells_group_text(cells, group));
	if (!cost->members)
		return;
	report_put_keys(report, &report->out, period, cells_group_text(cells, group));
	report_put_member(&report->out, "leads", move->lead, move->time);
}

static int64_t
day_of(int64_t time)
{
	return floor_div(time + zone_east(time), USEC_PER_DAY);
}

/* The day after the last day of the log. */
static int64_t
end_of_log(int64_t last_move, int64_t as_of)
{
	/* If as-of is only the first instant of a day, the log ended the day before. */
	return day_of(last_move == as_of ? as_of : as_of - 1) + 1;
}

/* Counts leads, and ages; returns the times of the first and the last move. */
static struct bounds
count_leads(struct cost *cost)
{
	struct moves *moves = cost->report.moves;
	struct move move;
	struct bounds log = BOUNDS_NONE;

	while (moves_next(moves, &move)) {
		if (move.to == 0) {
			partial_see_open(&cost->state, &move);
			continue;
		}
		bounds_take(&log, move.time);
		if (move.visit == 1 && move.to == cost->target)
			count_lead(cost, &move);
		if (move.visit == 1 && move.to == cost->aged)
			lag_add_age(&cost->lag, move.age, 1);
		if (move.visit == 1 && cost->state.write)
			state_add_age(&cost->state, move.to, move.age);
	}
	return log;
}

/* All leads are counted: says what no move enters, and finds where the log begins and ends. */
static void
end_count(struct cost *cost, struct bounds log, int64_t as_of)
{
	report_check_stage(&cost->report, "--target", cost->target);
	if (lag_wants_ages(&cost->lag) && cost->aged != cost->target)
		report_check_stage(&cost->report, "--lag", cost->aged);
	report_check_spelling(&cost->report);
	cost->spend.windows = (struct windows){ cost->report.calendar, &cost->ledger,
		&cost->lag, day_of(log.first), end_of_log(log.last, as_of) };
}

static void
put_date(struct out *out, int64_t day, bool known)
{
	if (known)
		out->used += date_format(out_room(out, INSTANT_TEXT_MAX), day);
	else
		out_span(out, out->null);
	out_char(out, '\t');
}

/* Writes money per lead, and a TAB; a missing value if there are no leads. */
static void
put_money(struct out *out, int128 money, int64_t leads, int places)
{
	if (leads > 0)
		out->used += decimal_format_quotient(
		    out_room(out, DECIMAL_TEXT_MAX), money, leads, places);
	else
		out_span(out, out->null);
	out_char(out, '\t');
}

static void
put_row(
    struct cost *cost, int64_t period, uint32_t group, struct window window, bool covered)
{
	static const struct cell none;
	const struct cell *cell = cells_find(cost->spend.cells, period, group, 0);
	struct out *out = &cost->report.out;
	int128 spend;
	bool known = spend_known(&cost->spend, group);
	bool dated =
	    cost->ledger.count > 0 || calendar_unit(cost->report.calendar) != PERIOD_ALL;

	if (cell == NULL)
		cell = &none;
	spend = spend_round(&cost->spend, cell->spend);
	report_put_keys(
	    &cost->report, out, period, cells_group_text(cost->spend.cells, group));
	out_integer(out, cell->leads);
	out_char(out, '\t');
	put_money(out, spend, known, cost->ledger.places);
	put_money(out, spend, known && covered ? cell->leads : 0, cost->places);
	put_date(out, window.from, dated);
	put_date(out, window.until, dated);
	if (cost->lag.kind == LAG_SPREAD)
		out_span(out, out->null);
	else
		out_integer(out, cost->lag.parts[0].days);
	out_char(out, '\n');
}

/* A row for each period and group. */
static void
put_table(struct cost *cost)
{
	const struct spend *spend = &cost->spend;
	uint32_t count;
	uint32_t *groups = cells_groups(spend->cells, &count);

	for (int64_t period = spend->first; period <= spend->last; period++) {
		struct window window = window_of(&spend->windows, period);
		bool covered =
		    cost->partial_ledger || window_covered(&spend->windows, window);

		if (!covered || cost->ledger.count == 0)
			warnings_uncovered(&spend->windows, period, window);
		for (uint32_t i = 0; i < count; i++)
			put_row(cost, period, groups[i], window, covered);
	}
	warnings_begin(spend);
	warnings_end(&spend->windows, spend->last);
	free(groups);
}

static void
report_cost(struct cost *cost)
{
	struct spend *spend = &cost->spend;
	char quoted[QUOTED_MAX];

	if (cost->members)
		return;
	if (!cells_periods(spend->cells, &spend->first, &spend->last)) {
		cost->lag.total = 1; /* nothing is weighed */
	} else {
		if (lag_finish(&cost->lag) != 0)
			diag_data("--lag: no lead enters stage %s, so there are no ages",
			    quote(quoted, names_text(cost->report.names, cost->aged)));
		spend_attribute(spend);
		put_table(cost);
	}
	spend_note(spend);
	gaps_note(&cost->ledger);
	currency_note(&cost->ledger.currency);
}

static void
run(struct cost *cost)
{
	struct bounds log;

	if (cost->state.write) {
		state_put(&cost->state, count_leads(cost));
	} else if (cost->state.merge) {
		log = state_read(&cost->state, cost->spend.cells, &cost->lag, cost->aged);
		end_count(cost, log, partial_as_of(&cost->state));
		report_cost(cost);
	} else {
		log = count_leads(cost);
		end_count(cost, log, moves_as_of(cost->report.moves));
		report_cost(cost);
	}
}

static void
put_header(struct cost *cost)
{
	struct out *out = &cost->report.out;

	if (cost->state.write) {
		partial_put_header(&cost->state);
		return;
	}
	report_put_header(&cost->report, out);
	if (cost->members)
		out_text(out, "column\tlead\ttime");
	else
		out_text(out,
		    "leads\tspend\tcost_per_lead\tspend_from\tspend_until\tlag_days");
	report_end_header(out);
}

static void
take_lag(struct cost *cost, const struct options *options)
{
	struct lag *lag = &cost->lag;
	struct reason why;

	if (options->lag != NULL && lag_parse(lag, options->lag, &why) != 0)
		diag_usage("--lag: %s", why.text);
	if (options->spread && options->lag != NULL)
		diag_usage("--spread and --lag exclude each other: --spread has no "
			   "single lag");
	if (options->spread)
		lag->kind = LAG_SPREAD;
	if (options->sla != NULL) {
		if (lag->kind != LAG_MEAN && lag->kind != LAG_MEDIAN)
			diag_usage("--sla needs --lag mean or median, to add it to");
		lag->sla = options_duration("sla", options->sla, MEASURE_WHOLE);
	}
	if (lag_wants_ages(lag))
		cost->aged = lag->stage.len > 0 ?
		    names_id(cost->report.names, lag->stage) :
		    cost->target;
}

/* Each file is read once: as the moves, or as one of the ledgers. */
static void
check_ledgers(const struct texts *ledgers, const struct common *common)
{
	bool moves = common->file_count == 0;

	for (size_t i = 0; i < common->file_count; i++)
		moves = moves || strcmp(common->files[i], "-") == 0;
	for (size_t i = 0; i < ledgers->count; i++) {
		const char *ledger = ledgers->item[i];

		if (moves && strcmp(ledger, "-") == 0)
			diag_usage("--ledger -: the moves must come from a FILE then");
		for (size_t k = 0; k < i; k++)
			if (strcmp(ledger, ledgers->item[k]) == 0)
				diag_usage("--ledger: '%s' is given twice", ledger);
	}
}

static void
take_options(struct cost *cost, const struct options *options)
{
	report_setup(&cost->report, "all");
	cost->target = names_id(cost->report.names, span_of(options->target));
	if (cost->target == 0)
		diag_usage("--target is empty");
	take_lag(cost, options);
	cost->places = 2;
	if (options->places != NULL)
		cost->places =
		    (int)options_integer("places", options->places, 0, DECIMAL_PLACES);
	check_ledgers(&options->ledgers, &cost->report.common);
	cost->partial_ledger = options->partial_ledger;
	cost->members = options->members;
}

static void
parse_options(struct cost *cost, struct options *options, int argc, char **argv)
{
	struct opt shared[5];
	struct opt table[] = {
		{ OPT_REPEAT, "ledger", "FILE",
		    "what was spent, by day or span of days; several are read as one",
		    &options->ledgers },
		{ OPT_NEEDED, "target", "STAGE", "the stage whose leads the money is for",
		    &options->target },
		{ OPT_TABLE, NULL, NULL, NULL, shared },
		{ OPT_TEXT, "lag", "LAG",
		    "how long before the leads the money was spent: a duration, mean or "
		    "median, or mean:STAGE or median:STAGE",
		    &options->lag },
		{ OPT_TEXT, "sla", "DURATION", "added to a mean or median lag",
		    &options->sla },
		{ OPT_FLAG, "spread", NULL,
		    "instead of one lag, spread each day's spend over the ages of leads",
		    &options->spread },
		{ OPT_TEXT, "currency", "NAME", "take the ledger's rows in this currency",
		    &options->currency },
		{ OPT_TEXT, "places", "N", "decimal places of cost_per_lead (2)",
		    &options->places },
		{ OPT_FLAG, "partial-ledger", NULL,
		    "compute costs even if the ledger covers only a part of the days",
		    &options->partial_ledger },
		{ OPT_FLAG, "members", NULL, "print the leads behind each figure instead",
		    &options->members },
		{ OPT_FLAG, "partial", NULL, "write a state that --merge reads",
		    &cost->state.write },
		{ OPT_FLAG, "merge", NULL, "read states of --partial, in any order",
		    &cost->state.merge },
		{ 0 },
	};
	const struct program program = { .name = "lf-cost",
		.purpose = "Reports what leads in a stage cost: spend per lead, by period.",
		.examples =
		    "  lf-cost --ledger spend.tsv --target SQL --by quarter moves.tsv\n"
		    "  lf-cost --ledger spend.tsv --target SQL --lag 30d moves.tsv\n",
		.table = table,
		.spares = &cost->state.merge };

	report_table(&cost->report, shared);
	options_parse(&program, &cost->report.common, argc, argv);
	partial_options(&cost->state, table);
	if (options->ledgers.count == 0 && !cost->state.write)
		diag_usage("option --ledger FILE is needed");
}

static void
open_inputs(struct cost *cost, const struct options *options)
{
	bool ages = lag_wants_ages(&cost->lag) || cost->state.write;

	if (!cost->state.merge)
		report_open_moves(&cost->report,
		    MOVE_TIME | MOVE_VISIT | (cost->members ? MOVE_LEAD : 0) |
			(ages ? MOVE_AGE : 0));
	if (cost->state.write)
		return;
	ledger_read(&cost->ledger, &options->ledgers, &cost->report.common,
	    &cost->report.groups, options->currency, cost->spend.cells);
}

static void
cost_free(struct cost *cost)
{
	partial_close(&cost->state);
	lag_free(&cost->lag);
	if (!cost->state.write)
		ledger_free(&cost->ledger);
	spend_free(&cost->spend);
	report_close(&cost->report);
}

int
main(int argc, char **argv)
{
	struct options options = { 0 };
	struct cost cost = { .state = { .form = &state_form, .report = &cost.report } };

	parse_options(&cost, &options, argc, argv);
	cost.spend.cells = cells_new(sizeof(struct cell));
	if (cost.state.merge)
		partial_open(&cost.state);
	take_options(&cost, &options);
	open_inputs(&cost, &options);
	if (!cost.report.common.no_header)
		put_header(&cost);
	run(&cost);
	cost_free(&cost);
	texts_free(&options.ledgers);
	return STATUS_OK;
}
