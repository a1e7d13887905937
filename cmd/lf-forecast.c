/* Tells how many leads to expect into each stage, in each period to come. */
#include <math.h>
#include <stdlib.h>

#include "forecast.h"
#include "instant.h"
#include "mem.h"
#include "report.h"
#include "stages.h"
#include "zone.h"

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
	int64_t mean; /* how many periods --inflow mean takes; 0: seasonal */
	size_t runs;
	uint64_t seed;
	struct history history;
};

/* Where the entries of a backtest fell. */
struct score {
	uint64_t origins, naive, tested, inside;
	double error;
};

static struct days
period_days(const struct work *w, int64_t period)
{
	return (struct days){ calendar_first_day(w->report.calendar, period),
		calendar_first_day(w->report.calendar, period + 1) };
}

/* How many periods ago it was the same time of the year; for days, the same weekday. */
static int64_t
year_of_periods(const struct work *w)
{
	static const int64_t periods[] = { 364, 52, 12, 4, 2, 1 };

	return periods[calendar_unit(w->report.calendar)];
}

/* The days whose new leads a period repeats, seen from origin; false if there are none. */
static bool
inflow_days(const struct work *w, int64_t origin, int64_t period, struct days *days)
{
	int64_t like = period;

	if (w->mean > 0) {
		days->first = calendar_first_day(w->report.calendar, origin - w->mean);
		days->end = calendar_first_day(w->report.calendar, origin);
	} else {
		while (like >= origin)
			like -= year_of_periods(w);
		*days = period_days(w, like);
	}
	if (days->first < w->history.first)
		days->first = w->history.first;
	return days->first < days->end;
}

/*
 * Plans a forecast of so many periods from origin on. -1 with the reason if
 * there is nothing to take new leads from. What it points to is to be freed.
 */
static int
make_plan(const struct work *w, struct plan *plan, int64_t origin, size_t periods,
    struct reason *why)
{
	int64_t *ends = mem_new(periods, sizeof(*ends));
	struct days *inflow = mem_new(periods, sizeof(*inflow));
	char name[PERIOD_TEXT_MAX];
	size_t len = calendar_name(w->report.calendar, origin, name);

	*plan = (struct plan){ .day = period_days(w, origin).first, .rest = 1, .whole = 1,
		.periods = periods, .ends = ends, .inflow = inflow };
	for (size_t i = 0; i < periods; i++) {
		int64_t period = origin + (int64_t)i;

		ends[i] = period_days(w, period).end;
		if (inflow_days(w, origin, period, &inflow[i]))
			continue;
		free(ends);
		free(inflow);
		if (w->mean > 0)
			return fail(why, "no period is complete before %.*s", (int)len, name);
		return fail(why, "the moves do not reach a year back from %.*s", (int)len,
		    name);
	}
	return 0;
}

static void
free_plan(struct plan *plan)
{
	free((void *)(uintptr_t)plan->ends);
	free((void *)(uintptr_t)plan->inflow);
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
put_forecast(struct work *w)
{
	const struct days all = { INT32_MIN, INT32_MAX };
	int64_t as_of = w->history.as_of;
	int64_t origin = calendar_at(w->report.calendar, as_of);
	uint64_t *known = history_entries(&w->history, all);
	struct forecast *forecast;
	struct plan plan;
	struct reason why;
	int64_t start, end;

	if (period_days(w, origin + (int64_t)w->periods).first - history_day(as_of) >
	    DAYS_MAX)
		diag_usage("--periods: %zu are more than a hundred years", w->periods);
	if (make_plan(w, &plan, origin, w->periods, &why) != 0)
		diag_data("%s: %s", tsv_name(w->tsv), why.text);
	plan.day = history_day(as_of);
	plan.begun = true;
	zone_instant(plan.day * USEC_PER_DAY, &start);
	zone_instant((plan.day + 1) * USEC_PER_DAY, &end);
	plan.rest = end - as_of;
	plan.whole = end - start;
	note_few(w, known);
	forecast = forecast_new(&w->history, &plan);
	forecast_simulate(forecast, w->runs, w->seed);
	for (size_t i = 0; i < w->periods; i++)
		for (uint32_t stage = 1; stage <= w->history.stages; stage++) {
			report_put_period(&w->report, &w->out, origin + (int64_t)i);
			out_field(&w->out, w->history.name[stage]);
			out_char(&w->out, '\t');
			report_put_double(
			    &w->out, forecast_expected(forecast, i, stage));
			put_quantiles(w, forecast, i, stage,
			    known[stage] >= ENTRIES_ENOUGH);
			out_char(&w->out, '\n');
		}
	forecast_free(forecast);
	free_plan(&plan);
	free(known);
}

/* Forecasts a period from the moves before it, and compares it with what came. */
static void
test_period(const struct work *w, int64_t period, const struct plan *plan,
    struct score *scores)
{
	struct days days = period_days(w, period);
	struct days last = period_days(w, period - 1);
	struct days past = { INT32_MIN, days.first };
	uint64_t *known = history_entries(&w->history, past);
	uint64_t *before = history_entries(&w->history, last);
	uint64_t *came = history_entries(&w->history, days);
	struct forecast *forecast = forecast_new(&w->history, plan);

	forecast_simulate(forecast, w->runs, w->seed);
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
		struct plan plan;
		struct reason why;

		/* The naive forecast needs a whole period before. */
		if (period_days(w, period - 1).first < w->history.first ||
		    make_plan(w, &plan, period, 1, &why) != 0)
			continue;
		test_period(w, period, &plan, scores);
		free_plan(&plan);
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
	    w->backtest > 0 ? "stage\torigins\tmae\tnaive\tmase\tcoverage\n" :
			      "period\tstage\texpected\tp15\tp50\tp85\n");
	out_flush(&w->out);
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
		w->mean = 3;
	else if (strncmp(text, "mean:", 5) == 0)
		w->mean = options_integer("inflow mean", text + 5, 1, PERIODS_MAX);
	else if (options_choice("inflow", text, "last|seasonal|mean:K") == 0)
		w->mean = 1;
	else if (strcmp(text, "seasonal") != 0)
		diag_usage("--inflow: K of mean:K is to be a number");
}

static void
check_options(struct work *w, const struct options *options)
{
	report_setup(&w->report, NULL);
	if (calendar_unit(w->report.calendar) == PERIOD_ALL)
		diag_usage("--by: all time has no periods to forecast");
	if (options->backtest != NULL && options->periods != NULL)
		diag_usage("--backtest forecasts one period from each origin: "
			   "--periods has no meaning beside it");
	if (options->backtest == NULL && options->periods == NULL)
		diag_usage("option --periods N is needed, or --backtest K");
	if (options->periods != NULL)
		w->periods = (size_t)options_integer(
		    "periods", options->periods, 1, PERIODS_MAX);
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
