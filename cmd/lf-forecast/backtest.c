#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

#include "backtest.h"
#include "blend.h"
#include "forecast.h"
#include "simulation.h"

/* The entries into each stage before an origin. */
struct past {
	double *known; /* in all */
	double *last; /* in the period before */
};

static void
score_stage(const struct blend *blend, size_t origin, uint32_t stage,
    const struct past *past, struct rng *rng, size_t runs, struct score *score)
{
	double came = replay_came(blend->replay, origin, 0)[stage];
	double mean = blend_mean(blend, origin, 0, stage);
	uint64_t quantiles[QUANTILES];

	score->origins++;
	score->error += fabs(mean - came);
	score->naive += fabs(past->last[stage] - came);
	if (past->known[stage] < ENTRIES_ENOUGH)
		return;
	simulate(rng, runs, mean, blend_variance(blend, origin, 0, stage, mean), quantiles);
	score->tested++;
	score->inside += came >= (double)quantiles[0] && came <= (double)quantiles[2];
}

size_t
backtest_run(const struct history *history, struct stays stays,
    const struct horizon *horizon, const struct rules *rules, size_t count, size_t runs,
    uint64_t seed, struct score *scores)
{
	struct days origins =
	    replay_periods(history, horizon, horizon->now - (int64_t)count, horizon->now);
	size_t all = (size_t)(origins.end - origins.first);
	size_t row = history->stages + 1;
	struct past past = { mem_new(row, sizeof(double)), mem_new(row, sizeof(double)) };
	struct daily daily;
	struct replay replay;
	struct blend blend;
	struct rng rng;
	size_t tested = 0;

	rng_seed(&rng, seed);
	daily_init(&daily, history, stays);
	replay_run(&replay, history, stays, horizon, rules, origins, 1, 1);
	blend_init(&blend, &replay, replay_memory(horizon));
	for (size_t origin = all > count ? all - count : 0; origin < all; origin++) {
		int64_t period = origins.first + (int64_t)origin;
		struct days before = { daily.days.first,
			horizon_days(horizon, period).first };

		if (history->stages == 0 || isnan(blend_mean(&blend, origin, 0, 1)))
			continue;
		daily_entries(&daily, before, past.known);
		daily_entries(&daily, horizon_days(horizon, period - 1), past.last);
		for (uint32_t stage = 1; stage < row; stage++)
			score_stage(
			    &blend, origin, stage, &past, &rng, runs, &scores[stage]);
		tested++;
	}
	blend_free(&blend);
	replay_free(&replay);
	daily_free(&daily);
	free(past.known);
	free(past.last);
	return tested;
}
