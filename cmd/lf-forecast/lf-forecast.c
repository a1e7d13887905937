/* Reports how many leads to expect in each stage, in each period to come. */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "lead/stages.h"
#include "report/report.h"
#include "time/instant.h"

#include "backtest.h"
#include "forecast.h"
#include "simulation.h"

enum { PERIODS_MAX = 1000, RUNS_MAX = 1000000 };

struct options {
	const char *periods, *inflow, *runs, *seed, *stages, *backtest, *seen_from;
};

struct work {
	struct report report;
	struct stages *stages;
	size_t periods, backtest;
	size_t runs;
	uint64_t seed;
	int64_t seen_from;
	bool inflow_given;
	struct inflow inflow;
	struct history history;
	struct horizon horizon;
	struct rules rules;
};

/* Whether groups or stages have too few entries for an interval. */
static void
note_few(const struct work *w, const struct forecast *groups, size_t count)
{
	char quoted[QUOTED_MAX];
	size_t few = 0;

	for (size_t group = 0; group < count; group++)
		for (uint32_t stage = 1; stage <= w->history.stages; stage++) {
			double known = groups[group].known[stage];

			if (known >= ENTRIES_ENOUGH)
				continue;
			few++;
			if (w->report.groups.count == 0)
				diag_note("stage %s: entered %d time%s so far, fewer than "
					  "the %d that an interval needs",
				    quote(quoted, w->history.name[stage]), (int)known,
				    (int)known == 1 ? "" : "s", ENTRIES_ENOUGH);
		}
	if (w->report.groups.count > 0 && few > 0)
		diag_note("%zu stage%s of groups: entered fewer than the %d times that an "
			  "interval needs",
		    few, few == 1 ? "" : "s", ENTRIES_ENOUGH);
}

static void
put_quantiles(
    struct work *w, const uint64_t quantiles[QUANTILES], uint64_t already, bool enough)
{
	for (size_t i = 0; i < QUANTILES; i++) {
		out_char(&w->report.out, '\t');
		if (enough)
			out_count(&w->report.out, already + quantiles[i]);
		else
			out_span(&w->report.out, w->report.out.null);
	}
}

static void
put_stage(struct work *w, const struct forecast *forecast, size_t period, uint32_t stage,
    struct rng *rng)
{
	size_t cell = forecast_cell(forecast, period, stage);
	double already = period == 0 ? forecast->already[stage] : 0;
	uint64_t quantiles[QUANTILES];

	simulate(rng, w->runs, forecast->mean[cell], forecast->variance[cell], quantiles);
	report_put_period(&w->report, &w->report.out, w->horizon.now + (int64_t)period);
	report_put_group(&w->report, &w->report.out, forecast->group);
	out_field(&w->report.out, w->history.name[stage]);
	out_char(&w->report.out, '\t');
	out_count(&w->report.out, (uint64_t)already);
	out_char(&w->report.out, '\t');
	report_put_double(&w->report.out, already + forecast->mean[cell]);
	put_quantiles(
	    w, quantiles, (uint64_t)already, forecast->known[stage] >= ENTRIES_ENOUGH);
	out_char(&w->report.out, '\n');
}

static void
put_forecasts(struct work *w, const struct forecast *groups, size_t count)
{
	struct rng rng;

	rng_seed(&rng, w->seed);
	for (size_t period = 0; period < w->periods; period++)
		for (size_t group = 0; group < count; group++)
			for (uint32_t stage = 1; stage <= w->history.stages; stage++)
				put_stage(w, &groups[group], period, stage, &rng);
}

/* Forecasts each group, so that all add up to the forecast of all leads. */
static void
forecast_groups(struct work *w, struct forecast *groups)
{
	struct forecast all;
	size_t count = w->history.group_count;

	for (size_t i = 0; i < count; i++)
		forecast_init(&groups[i], &w->history, w->history.groups[i], &w->horizon,
		    &w->rules, w->periods);
	if (count < 2)
		return;
	forecast_init(
	    &all, &w->history, w->history.all, &w->horizon, &w->rules, w->periods);
	forecast_reconcile(groups, count, &all);
	forecast_free(&all);
}

/* A log that ends with a month, but not at its last instant, has that alone. */
static void
note_over(const struct work *w)
{
	struct calendar *calendar = w->report.calendar;
	int64_t end = calendar_start(calendar, w->horizon.now + 1);
	char period[PERIOD_TEXT_MAX], next[INSTANT_TEXT_MAX];

	if (w->periods > 1 || calendar_unit(calendar) == PERIOD_DAY || end - w->history.as_of >= USEC_PER_DAY)
		return;
	if (end >= INSTANT_END) /* No --as-of reaches the next one. */
		return;
	diag_note("%.*s, the only period, has less than a day to come: if the log is complete "
		  "until %.*s, give that to lf-transitions --as-of, and the next one is first",
	    (int)calendar_name(calendar, w->horizon.now, period), period,
	    (int)instant_format(next, end), next);
}

static void
put_forecast(struct work *w)
{
	size_t count = w->history.group_count;
	struct forecast *groups = mem_new(count, sizeof(*groups));
	struct reason why;

	if (horizon_days(&w->horizon, w->horizon.now + (int64_t)w->periods - 1).end -
		w->horizon.today >
	    DAYS_MAX)
		diag_usage("--periods: %zu are more than a hundred years", w->periods);
	if (forecast_check(&w->history, &w->horizon, &w->rules, &why) != 0)
		diag_data("%s: %s", tsv_name(w->report.tsv), why.text);
	note_over(w);
	forecast_groups(w, groups);
	note_few(w, groups, count);
	put_forecasts(w, groups, count);
	for (size_t i = 0; i < count; i++)
		forecast_free(&groups[i]);
	free(groups);
}

static void
put_score(struct work *w, struct span group, uint32_t stage, const struct score *score)
{
	struct out *out = &w->report.out;

	report_put_group(&w->report, out, group);
	out_field(out, w->history.name[stage]);
	out_char(out, '\t');
	out_count(out, score->origins);
	out_char(out, '\t');
	report_put_double(out, score->error / (double)score->origins);
	out_char(out, '\t');
	report_put_ratio(out, (int128)score->naive, score->origins, 4);
	out_char(out, '\t');
	report_put_double(out, score->naive == 0 ? NAN : score->error / score->naive);
	out_char(out, '\t');
	report_put_ratio(out, score->inside, score->tested, 4);
	out_char(out, '\n');
}

/* Returns the number of origins. */
static size_t
put_backtest_of(struct work *w, struct stays stays)
{
	struct score *scores = mem_new(w->history.stages + 1, sizeof(*scores));
	size_t tested = backtest_run(&w->history, stays, &w->horizon, &w->rules,
	    w->backtest, w->runs, w->seed, scores);

	if (tested == 0)
		diag_data("%s: too few complete periods for a backtest", tsv_name(w->report.tsv));
	for (uint32_t stage = 1; stage <= w->history.stages; stage++)
		put_score(w, stays.group, stage, &scores[stage]);
	free(scores);
	return tested;
}

static void
put_backtest(struct work *w)
{
	size_t tested = 0;

	for (size_t group = 0; group < w->history.group_count; group++)
		tested = put_backtest_of(w, w->history.groups[group]);
	if (tested < w->backtest)
		diag_note("%zu of %zu origins: the moves reach no further back", tested,
		    w->backtest);
}

static void
put_header(struct work *w)
{
	if (w->report.common.no_header)
		return;
	if (w->backtest == 0)
		out_text(&w->report.out, "period\t");
	for (size_t i = 0; i < w->report.groups.count; i++) {
		out_span(&w->report.out, w->report.groups.item[i]);
		out_char(&w->report.out, '\t');
	}
	out_text(&w->report.out,
	    w->backtest > 0 ? "stage\torigins\tmae\tnaive\tmase\tcoverage" :
			      "stage\talready\texpected\tp15\tp50\tp85");
	report_end_header(&w->report.out);
}

static void
report(struct work *w)
{
	history_read(&w->history, w->stages, w->seen_from);
	if (w->history.all.count == 0)
		return;
	if (!w->history.open)
		diag_note("no open visits: were the moves made with --open no?");
	w->horizon = horizon_at(w->report.calendar, w->history.as_of, w->backtest > 0);
	w->rules = rules_all(&w->horizon);
	if (w->inflow_given)
		w->rules = (struct rules){ { w->inflow }, 1, false };
	if (w->backtest > 0)
		put_backtest(w);
	else
		put_forecast(w);
}

/* mean:K, last (which is mean:1) or seasonal. */
static void
check_inflow(struct work *w, const char *text)
{
	if (text == NULL)
		return;
	w->inflow_given = true;
	if (strncmp(text, "mean:", 5) == 0)
		w->inflow.periods =
		    options_integer("inflow mean", text + 5, 1, PERIODS_MAX);
	else if (options_choice("inflow", text, "last|seasonal|mean:K") == 0)
		w->inflow.periods = 1;
	else
		w->inflow.periods = 0;
}

static void
check_options(struct work *w, const struct options *options)
{
	report_setup(&w->report, NULL);
	if (calendar_unit(w->report.calendar) == PERIOD_ALL)
		diag_usage("--by: all time has no periods to forecast");
	if (options->backtest == NULL && options->periods == NULL)
		diag_usage("option --periods N is needed, or --backtest K");
	if (options->periods != NULL)
		w->periods =
		    (size_t)options_integer("periods", options->periods, 1, PERIODS_MAX);
	if (options->backtest != NULL && w->periods > 1)
		diag_usage("--backtest forecasts one period from each origin: "
			   "--periods beside it can only be 1");
	if (options->backtest != NULL)
		w->backtest =
		    (size_t)options_integer("backtest", options->backtest, 1, PERIODS_MAX);
	check_inflow(w, options->inflow);
	w->runs = options->runs == NULL ?
	    1000 :
	    (size_t)options_integer("runs", options->runs, 1, RUNS_MAX);
	w->seed = options->seed == NULL ?
	    1 :
	    (uint64_t)options_integer("seed", options->seed, 0, INT64_MAX);
	w->seen_from = options->seen_from == NULL ?
	    INT64_MIN :
	    options_time("seen-from", options->seen_from);
	if (options->stages != NULL)
		w->stages = stages_read(options->stages);
}

static void
close_all(struct work *w)
{
	history_free(&w->history);
	stages_free(w->stages);
	report_close(&w->report);
}

int
main(int argc, char **argv)
{
	struct options options = { 0 };
	struct work w = { 0 };
	struct opt periods[5];
	struct opt table[] = {
		{ OPT_TABLE, NULL, NULL, NULL, periods },
		{ OPT_TEXT, "periods", "N", "how many periods to forecast",
		    &options.periods },
		{ OPT_TEXT, "inflow", "last|seasonal|mean:K",
		    "new leads come as in the last K periods (mean:K), as in the last one, "
		    "or seasonal, as a year ago (what past periods say is best)",
		    &options.inflow },
		{ OPT_TEXT, "runs", "N", "how many futures to draw (1000)", &options.runs },
		{ OPT_TEXT, "seed", "S", "where their random numbers start (1)",
		    &options.seed },
		{ OPT_TEXT, "stages", "FILE", "the stage table", &options.stages },
		{ OPT_TEXT, "backtest", "K",
		    "instead, forecast each of the last K complete periods and compare",
		    &options.backtest },
		{ OPT_TEXT, "seen-from", "T",
		    "the log is complete from T on only: learn from what came since",
		    &options.seen_from },
		{ 0 },
	};
	const struct program program = { .name = "lf-forecast",
		.purpose = "Reports how many leads to expect in each stage, in each "
			   "period to come.",
		.examples = "  lf-forecast --by month --periods 3 moves.tsv\n"
			    "  lf-forecast --by month --backtest 6 moves.tsv\n",
		.table = table };

	report_table(&w.report, periods);
	periods[0].kind = OPT_NEEDED;
	periods[0].help = "day, week, month, quarter, half or year";
	options_parse(&program, &w.report.common, argc, argv);
	check_options(&w, &options);
	report_open_moves(&w.report, MOVE_TIME | MOVE_SINCE);
	history_init(&w.history, &w.report);
	put_header(&w);
	report(&w);
	close_all(&w);
	return STATUS_OK;
}
