/* Tells how many leads to expect into each stage, in each period to come. */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "lead/stages.h"
#include "report/report.h"

#include "forecast.h"

/* A stage that fewer leads have entered so far gets no interval. */
enum { ENTRIES_ENOUGH = 10 };

enum { LOW = 15, MIDDLE = 50, HIGH = 85 };

enum { PERIODS_MAX = 1000, DAYS_MAX = 36525, RUNS_MAX = 1000000 };

struct options {
	const char *periods, *inflow, *runs, *seed, *stages, *backtest;
};

struct work {
	struct common common;
	struct out out;
	struct tsv *tsv;
	struct report report;
	struct stages *stages;
	size_t periods, backtest;
	size_t runs;
	uint64_t seed;
	struct history history;
	struct planner planner;
};

/* Where the entries of a backtest fell. */
struct score {
	uint64_t origins, naive, tested, inside;
	double error;
};

/* Plays the future, unless no stage gets an interval, which is all it is for. */
static void
simulate(const struct work *w, struct forecast *forecast, const uint64_t *known)
{
	bool enough = false;

	for (uint32_t stage = 1; stage <= w->history.stages; stage++)
		enough = enough || known[stage] >= ENTRIES_ENOUGH;
	if (enough)
		forecast_simulate(forecast, w->runs, w->seed);
}

static void
put_quantiles(struct work *w, const struct forecast *forecast, size_t period,
    uint32_t stage, bool enough)
{
	static const unsigned percents[] = { LOW, MIDDLE, HIGH };

	for (size_t i = 0; i < 3; i++) {
		out_char(&w->out, '\t');
		if (enough)
			out_integer(&w->out,
			    forecast_quantile(forecast, period, stage, percents[i]));
		else
			out_span(&w->out, w->out.null);
	}
}

static void
note_few(const struct work *w, const uint64_t *known)
{
	char quoted[QUOTED_MAX];

	for (uint32_t stage = 1; stage <= w->history.stages; stage++)
		if (known[stage] < ENTRIES_ENOUGH)
			diag_note("stage %s: entered %d times so far, fewer than the %d "
				  "that an interval needs",
			    quote(quoted, w->history.name[stage]), (int)known[stage],
			    ENTRIES_ENOUGH);
}

static void
put_periods(struct work *w, const struct forecast *forecast, const uint64_t *known)
{
	int64_t first = calendar_at(w->report.calendar, w->history.as_of);

	for (size_t i = 0; i < w->periods; i++)
		for (uint32_t stage = 1; stage <= w->history.stages; stage++) {
			report_put_period(&w->report, &w->out, first + (int64_t)i);
			out_field(&w->out, w->history.name[stage]);
			out_char(&w->out, '\t');
			report_put_double(
			    &w->out, forecast_expected(forecast, i, stage));
			put_quantiles(w, forecast, i, stage,
			    known[stage] >= ENTRIES_ENOUGH);
			out_char(&w->out, '\n');
		}
}

static void
put_forecast(struct work *w)
{
	const struct days all = { INT32_MIN, INT32_MAX };
	struct forecast *forecast;
	uint64_t *known;
	struct horizon plan;
	struct reason why;

	if (horizon_from_now(&w->planner, w->periods, &plan, &why) != 0)
		diag_data("%s: %s", tsv_name(w->tsv), why.text);
	if (plan.ends[w->periods - 1] - plan.day > DAYS_MAX)
		diag_usage("--periods: %zu are more than a hundred years", w->periods);
	known = history_entries(&w->history, all);
	note_few(w, known);
	forecast = forecast_new(&w->history, &plan);
	simulate(w, forecast, known);
	put_periods(w, forecast, known);
	forecast_free(forecast);
	horizon_free(&plan);
	free(known);
}

/* Forecasts a period from the moves before it, and compares it with what came. */
static void
test_period(const struct work *w, int64_t period, const struct horizon *plan,
    struct score *scores)
{
	struct days days = horizon_days(&w->planner, period);
	struct days last = horizon_days(&w->planner, period - 1);
	struct days past = { INT32_MIN, days.first };
	uint64_t *known = history_entries(&w->history, past);
	uint64_t *before = history_entries(&w->history, last);
	uint64_t *came = history_entries(&w->history, days);
	struct forecast *forecast = forecast_new(&w->history, plan);

	simulate(w, forecast, known);
	for (uint32_t stage = 1; stage <= w->history.stages; stage++) {
		struct score *score = &scores[stage];

		score->origins++;
		score->error += fabs(
		    forecast_expected(forecast, 0, stage) - (double)came[stage]);
		score->naive += came[stage] > before[stage] ? came[stage] - before[stage] :
							      before[stage] - came[stage];
		if (known[stage] < ENTRIES_ENOUGH)
			continue;
		score->tested++;
		score->inside += came[stage] >= forecast_quantile(forecast, 0, stage, LOW) &&
		    came[stage] <= forecast_quantile(forecast, 0, stage, HIGH);
	}
	forecast_free(forecast);
	free(known);
	free(before);
	free(came);
}

static void
put_score(struct work *w, uint32_t stage, const struct score *score)
{
	struct out *out = &w->out;

	out_field(out, w->history.name[stage]);
	out_char(out, '\t');
	out_integer(out, (int64_t)score->origins);
	out_char(out, '\t');
	report_put_double(out, score->error / (double)score->origins);
	out_char(out, '\t');
	report_put_ratio(out, score->naive, score->origins, 4);
	out_char(out, '\t');
	report_put_double(
	    out, score->naive == 0 ? NAN : score->error / (double)score->naive);
	out_char(out, '\t');
	report_put_ratio(out, score->inside, score->tested, 4);
	out_char(out, '\n');
}

static void
put_backtest(struct work *w)
{
	int64_t now = calendar_at(w->report.calendar, w->history.as_of);
	struct score *scores = mem_new(w->history.stages + 1, sizeof(*scores));
	size_t tested = 0;

	for (int64_t period = now - (int64_t)w->backtest; period < now; period++) {
		struct horizon plan;
		struct reason why;

		/* The naive forecast needs a whole period before. */
		if (horizon_days(&w->planner, period - 1).first < w->history.first ||
		    horizon_from(&w->planner, period, 1, &plan, &why) != 0)
			continue;
		test_period(w, period, &plan, scores);
		horizon_free(&plan);
		tested++;
	}
	if (tested == 0)
		diag_data("%s: too few complete periods for a backtest", tsv_name(w->tsv));
	if (tested < w->backtest)
		diag_note("%zu of %zu origins: the moves reach no further back", tested,
		    w->backtest);
	for (uint32_t stage = 1; stage <= w->history.stages; stage++)
		put_score(w, stage, &scores[stage]);
	free(scores);
}

static void
put_header(struct work *w)
{
	if (w->common.no_header)
		return;
	out_text(&w->out,
	    w->backtest > 0 ? "stage\torigins\tmae\tnaive\tmase\tcoverage" :
			      "period\tstage\texpected\tp15\tp50\tp85");
	report_end_header(&w->out);
}

static void
report(struct work *w)
{
	history_read(&w->history, w->stages);
	if (w->history.count == 0)
		return;
	if (!w->history.open)
		diag_note("no open visits: were the moves made with --open no?");
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
	if (strncmp(text, "mean:", 5) == 0)
		w->planner.mean = options_integer("inflow mean", text + 5, 1, PERIODS_MAX);
	else if (options_choice("inflow", text, "last|seasonal|mean:K") == 0)
		w->planner.mean = 1;
	else
		w->planner.mean = 0;
}

static void
check_options(struct work *w, const struct options *options)
{
	report_setup(&w->report, NULL);
	w->planner = (struct planner){ w->report.calendar, &w->history, 3 };
	if (calendar_unit(w->report.calendar) == PERIOD_ALL)
		diag_usage("--by: all time has no periods to forecast");
	if (options->backtest == NULL && options->periods == NULL)
		diag_usage("option --periods N is needed, or --backtest K");
	if (options->periods != NULL)
		w->periods = (size_t)options_integer(
		    "periods", options->periods, 1, PERIODS_MAX);
	if (options->backtest != NULL && w->periods > 1)
		diag_usage("--backtest forecasts one period from each origin: "
			   "--periods beside it can only be 1");
	if (options->backtest != NULL)
		w->backtest = (size_t)options_integer(
		    "backtest", options->backtest, 1, PERIODS_MAX);
	check_inflow(w, options->inflow);
	w->runs = options->runs == NULL ?
	    1000 :
	    (size_t)options_integer("runs", options->runs, 1, RUNS_MAX);
	w->seed = options->seed == NULL ?
	    1 :
	    (uint64_t)options_integer("seed", options->seed, 0, INT64_MAX);
	if (options->stages != NULL)
		w->stages = stages_read(options->stages);
}

static void
close_all(struct work *w)
{
	history_free(&w->history);
	stages_free(w->stages);
	report_close(&w->report);
	tsv_close(w->tsv);
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
		{ OPT_TEXT, "inflow", "WHICH",
		    "new leads come as in the last K periods (mean:K, of 3), as in the "
		    "last one, or seasonal, as a year ago",
		    &options.inflow },
		{ OPT_TEXT, "runs", "N", "how many futures to play (1000)", &options.runs },
		{ OPT_TEXT, "seed", "S", "where their random numbers start (1)",
		    &options.seed },
		{ OPT_TEXT, "stages", "FILE", "the stage table", &options.stages },
		{ OPT_TEXT, "backtest", "K",
		    "instead, forecast each of the last K complete periods and compare",
		    &options.backtest },
		{ 0 },
	};
	const struct program program = { "lf-forecast",
		"Tell how many leads to expect into each stage, in each period to come.",
		"  lf-forecast --by month --periods 3 moves.tsv\n"
		"  lf-forecast --by month --backtest 6 moves.tsv\n",
		table, false };

	report_table(&w.report, periods);
	periods[0].kind = OPT_NEEDED;
	periods[0].help = "day, week, month, quarter, half or year";
	periods[3] = (struct opt){ 0 }; /* no --group */
	options_parse(&program, &w.common, argc, argv);
	check_options(&w, &options);
	out_open(&w.out);
	w.tsv = tsv_open(&w.common, &w.out);
	history_open(&w.history, w.tsv, &w.common);
	put_header(&w);
	report(&w);
	close_all(&w);
	return STATUS_OK;
}
