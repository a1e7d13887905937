/* Reports what leads in a stage cost: spend per lead, by period. */
#include <stdlib.h>

#include "lead/moves.h"
#include "report/grid.h"
#include "report/report.h"
#include "time/instant.h"
#include "time/zone.h"

#include "lag.h"
#include "ledger.h"
#include "window.h"

struct options {
	const char *ledger, *target, *lag, *sla, *currency, *places;
	bool partial_ledger, spread, members;
};

/* The leads and the spend of a period and group. */
struct cell {
	int128 spend; /* times lag.total */
	int64_t leads;
};

struct cost {
	struct report report;
	struct out out;
	struct names *names; /* of stages */
	uint32_t target, aged; /* stages; aged: whose ages make the lag, or 0 */
	struct lag lag;
	struct ledger ledger;
	struct grid *grid; /* without stages */
	bool partial_ledger, members;
	int places;
	struct windows windows; /* of calendar, ledger and lag */
	int64_t first, last; /* periods */
	uint32_t *groups;
	uint32_t group_count;
};

static void
put_member(struct cost *cost, int64_t period, uint32_t group, struct span lead)
{
	report_put_period(&cost->report, &cost->out, period);
	report_put_group(&cost->report, &cost->out, grid_group_text(cost->grid, group));
	out_text(&cost->out, "leads\t");
	out_span(&cost->out, lead);
	out_char(&cost->out, '\n');
}

/* A lead's first entry into the target. */
static void
count_lead(struct cost *cost, const struct move *move)
{
	int64_t period = calendar_at(cost->report.calendar, move->time);
	uint32_t group = grid_group(cost->grid, report_group(&cost->report, move->row));
	struct cell *cell = grid_cell(cost->grid, period, group, 0);

	cell->leads++;
	if (cost->members)
		put_member(cost, period, group, move->lead);
}

/* The day after the last one that the log tells of. */
static int64_t
end_of_log(int64_t last_move, int64_t as_of)
{
	/* A day that as-of only begins has not been watched. */
	int64_t latest = last_move == as_of ? as_of : as_of - 1;

	return floor_div(latest + zone_east(latest), USEC_PER_DAY) + 1;
}

static void
count_leads(struct cost *cost, struct moves *moves)
{
	struct move move;
	int64_t last_move = INSTANT_MIN;

	while (moves_next(moves, &move)) {
		if (move.to == 0)
			continue;
		if (move.time > last_move)
			last_move = move.time;
		if (move.visit == 1 && move.to == cost->target)
			count_lead(cost, &move);
		if (move.visit == 1 && move.to == cost->aged)
			lag_add_age(&cost->lag, move.age);
	}
	cost->windows = (struct windows){ cost->report.calendar, &cost->ledger,
		&cost->lag, end_of_log(last_move, moves_as_of(moves)) };
}

/* An amount times leads: only the sum of such is divided by all leads, and rounded. */
static int128
weigh(int128 amount, int64_t leads)
{
	int128 product;

	if (__builtin_mul_overflow(amount, leads, &product))
		diag_data("--spread: the spend times the leads does not fit");
	return product;
}

/* Adds spending to the periods that lie so many days after it. */
static void
attribute(struct cost *cost, const struct spending *item, const struct lag_part *part)
{
	struct calendar *calendar = cost->report.calendar;
	int64_t period = calendar_of_day(calendar, item->first + part->days);
	int64_t last =
	    calendar_of_day(calendar, item->first + item->days - 1 + part->days);
	int128 before, until, share;
	struct reason why;

	if (period < cost->first)
		period = cost->first;
	if (last > cost->last)
		last = cost->last;
	before = ledger_spent(
	    &cost->ledger, item, windows_day(&cost->windows, period) - part->days);
	for (; period <= last; period++, before = until) {
		struct cell *cell = grid_cell(cost->grid, period, item->group, 0);

		until = ledger_spent(&cost->ledger, item,
		    windows_day(&cost->windows, period + 1) - part->days);
		share = weigh(until - before, part->weight);
		if (decimal_add(&cell->spend, share, &why) != 0)
			diag_data("%s", why.text);
	}
}

static void
attribute_all(struct cost *cost)
{
	for (size_t i = 0; i < cost->ledger.count; i++)
		for (size_t k = 0; k < cost->lag.part_count; k++)
			attribute(cost, &cost->ledger.item[i], &cost->lag.parts[k]);
}

/* The spend that was weighed, rounded once. */
static int128
spend_of(const struct cost *cost, int128 weighed)
{
	int128 unit = decimal_unit(cost->ledger.places);

	return ratio_round(weighed, cost->lag.total * unit) * unit;
}

/* Tells of a period whose spending the ledger does not wholly hold. */
static void
warn(struct cost *cost, int64_t period, struct window window)
{
	const int64_t days[] = { window.from, window.until, cost->ledger.first,
		cost->ledger.last };
	char text[4][INSTANT_TEXT_MAX], name[PERIOD_TEXT_MAX];
	int len = (int)calendar_name(cost->report.calendar, period, name);

	if (cost->ledger.count == 0) {
		diag_note("%.*s: the ledger is empty", len, name);
		return;
	}
	for (int i = 0; i < 4; i++)
		text[i][date_format(text[i], days[i])] = '\0';
	diag_note(
	    "%.*s: the ledger, from %s to %s, does not cover the days from %s to %s", len,
	    name, text[2], text[3], text[0], text[1]);
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

/* What each of the leads cost; a missing value where there are none. */
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
	const struct cell *cell = grid_find(cost->grid, period, group, 0);
	struct out *out = &cost->out;
	int128 spend;
	bool dated =
	    cost->ledger.count > 0 || calendar_unit(cost->report.calendar) != PERIOD_ALL;

	if (cell == NULL)
		cell = &none;
	spend = spend_of(cost, cell->spend);
	report_put_period(&cost->report, out, period);
	report_put_group(&cost->report, out, grid_group_text(cost->grid, group));
	out_integer(out, cell->leads);
	out_char(out, '\t');
	put_money(out, spend, 1, cost->ledger.places);
	put_money(out, spend, covered ? cell->leads : 0, cost->places);
	put_date(out, window.from, dated);
	put_date(out, window.until, dated);
	if (cost->lag.kind == LAG_SPREAD)
		out_span(out, out->null);
	else
		out_integer(out, cost->lag.parts[0].days);
	out_char(out, '\n');
}

/* Spend that is in no row is told, so that none is lost unseen. */
static void
tell_rest(const struct cost *cost)
{
	char text[DECIMAL_TEXT_MAX];
	int128 rest = 0;
	struct reason why;

	for (size_t i = 0; i < cost->ledger.count; i++)
		if (decimal_add(&rest,
			weigh(cost->ledger.item[i].amount, cost->lag.total), &why) != 0)
			diag_data("%s", why.text);
	for (int64_t period = cost->first; period <= cost->last; period++)
		for (uint32_t group = 0; group < cost->group_count; group++) {
			const struct cell *cell = grid_find(cost->grid, period, group, 0);

			if (cell != NULL && decimal_add(&rest, -cell->spend, &why) != 0)
				diag_data("%s", why.text);
		}
	rest = spend_of(cost, rest);
	if (rest != 0)
		diag_note("spend of %.*s is in no row's window",
		    (int)decimal_format(text, rest, cost->ledger.places), text);
}

static void
put_table(struct cost *cost)
{
	for (int64_t period = cost->first; period <= cost->last; period++) {
		struct window window = windows_of(&cost->windows, period);
		bool covered =
		    cost->partial_ledger || windows_covered(&cost->windows, window);

		if (!covered)
			warn(cost, period, window);
		for (uint32_t i = 0; i < cost->group_count; i++)
			put_row(cost, period, cost->groups[i], window, covered);
	}
}

/* A row for each period and group; there are periods. */
static void
report_periods(struct cost *cost)
{
	char quoted[QUOTED_MAX];

	if (lag_finish(&cost->lag) != 0)
		diag_data("--lag: no lead enters stage %s, so there are no ages",
		    quote(quoted, names_text(cost->names, cost->aged)));
	cost->groups = grid_group_order(cost->grid);
	cost->group_count = grid_group_count(cost->grid);
	attribute_all(cost);
	put_table(cost);
	free(cost->groups);
}

static void
report_cost(struct cost *cost, struct moves *moves)
{
	count_leads(cost, moves);
	if (cost->members)
		return;
	if (grid_periods(cost->grid, &cost->first, &cost->last))
		report_periods(cost);
	else
		cost->lag.total = 1; /* nothing has been weighed */
	tell_rest(cost);
}

static void
put_header(struct cost *cost)
{
	report_put_header(&cost->report, &cost->out);
	if (cost->members)
		out_text(&cost->out, "column\tlead");
	else
		out_text(&cost->out,
		    "leads\tspend\tcost_per_lead\tspend_from\tspend_until\tlag_days");
	report_end_header(&cost->out);
}

static void
take_lag(struct cost *cost, const struct options *options)
{
	struct lag *lag = &cost->lag;
	struct reason why;

	if (options->lag != NULL && lag_parse(lag, options->lag, &why) != 0)
		diag_usage("--lag: %s", why.text);
	if (options->spread && options->lag != NULL)
		diag_usage("--spread and --lag exclude each other: it is one lag or all");
	if (options->spread)
		lag->kind = LAG_SPREAD;
	if (options->sla != NULL) {
		if (lag->kind != LAG_MEAN && lag->kind != LAG_MEDIAN)
			diag_usage("--sla needs --lag mean or median, to add it to");
		lag->sla = options_duration("sla", options->sla);
	}
	if (lag_wants_ages(lag))
		cost->aged =
		    lag->stage.len > 0 ? names_id(cost->names, lag->stage) : cost->target;
}

/* Whether both the ledger and the moves would be standard input. */
static bool
shares_input(const char *ledger, const struct common *common)
{
	bool moves = common->file_count == 0;

	for (size_t i = 0; i < common->file_count; i++)
		moves = moves || strcmp(common->files[i], "-") == 0;
	return moves && strcmp(ledger, "-") == 0;
}

static void
take_options(
    struct cost *cost, const struct options *options, const struct common *common)
{
	report_setup(&cost->report, "all");
	cost->names = names_new();
	cost->target = names_id(cost->names, span_of(options->target));
	if (cost->target == 0)
		diag_usage("--target is empty");
	take_lag(cost, options);
	cost->places = 2;
	if (options->places != NULL)
		cost->places =
		    (int)options_integer("places", options->places, 0, DECIMAL_PLACES);
	if (shares_input(options->ledger, common))
		diag_usage("--ledger - needs the moves in a FILE: standard input is one");
	cost->partial_ledger = options->partial_ledger;
	cost->members = options->members;
}

static void
cost_free(struct cost *cost)
{
	lag_free(&cost->lag);
	ledger_free(&cost->ledger);
	grid_free(cost->grid);
	names_free(cost->names);
	report_close(&cost->report);
}

int
main(int argc, char **argv)
{
	struct options options = { 0 };
	struct cost cost = { .grid = grid_new(sizeof(struct cell)) };
	struct opt shared[5];
	struct opt table[] = {
		{ OPT_NEEDED, "ledger", "FILE", "what was spent, by day or span of days",
		    &options.ledger },
		{ OPT_NEEDED, "target", "STAGE", "the stage whose leads the money is for",
		    &options.target },
		{ OPT_TABLE, NULL, NULL, NULL, shared },
		{ OPT_TEXT, "lag", "LAG",
		    "how long before the leads the money was spent: a duration, mean or "
		    "median, or mean:STAGE or median:STAGE",
		    &options.lag },
		{ OPT_TEXT, "sla", "DURATION", "added to a mean or median lag",
		    &options.sla },
		{ OPT_FLAG, "spread", NULL,
		    "instead of one lag, spread each day's spend over the ages of leads",
		    &options.spread },
		{ OPT_TEXT, "currency", "NAME", "take the ledger's rows in this currency",
		    &options.currency },
		{ OPT_TEXT, "places", "N", "decimal places of cost_per_lead (2)",
		    &options.places },
		{ OPT_FLAG, "partial-ledger", NULL,
		    "compute costs even if the ledger covers only a part of the days",
		    &options.partial_ledger },
		{ OPT_FLAG, "members", NULL, "print the leads behind each figure instead",
		    &options.members },
		{ 0 },
	};
	const struct program program = { .name = "lf-cost",
		.purpose = "Reports what leads in a stage cost: spend per lead, by period.",
		.examples =
		    "  lf-cost --ledger spend.tsv --target SQL --by quarter moves.tsv\n"
		    "  lf-cost --ledger spend.tsv --target SQL --lag 30d moves.tsv\n",
		.table = table };
	struct common common = { 0 };
	struct tsv *tsv;
	struct moves *moves;

	report_table(&cost.report, shared);
	options_parse(&program, &common, argc, argv);
	take_options(&cost, &options, &common);
	out_open(&cost.out);
	tsv = tsv_open(&common, &cost.out);
	moves = moves_open(tsv, &common, cost.names,
	    MOVE_TIME | MOVE_NTH | (options.members ? MOVE_LEAD : 0) |
		(lag_wants_ages(&cost.lag) ? MOVE_AGE : 0));
	report_bind(&cost.report, tsv);
	ledger_read(&cost.ledger, options.ledger, &common, &cost.report, options.currency,
	    cost.grid);
	if (!common.no_header)
		put_header(&cost);
	report_cost(&cost, moves);
	moves_close(moves);
	tsv_close(tsv);
	cost_free(&cost);
	return STATUS_OK;
}
