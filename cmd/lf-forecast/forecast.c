#include <stdlib.h>

#include "base/mem.h"

#include "blend.h"
#include "forecast.h"

/* Past origins look this many periods ahead, and no further. */
enum { AHEAD_MAX = 6 };

static void
take_entries(struct forecast *forecast, const struct history *history, struct stays stays,
    const struct horizon *horizon)
{
	struct days present = horizon_days(horizon, horizon->now);
	struct daily daily;

	daily_init(&daily, history, stays);
	daily_entries(&daily, daily.days, forecast->known);
	daily_free(&daily);
	/* All that came in this period counts, also what --seen-from leaves out. */
	for (size_t i = 0; i < stays.count; i++)
		if (stays.at[i].to != 0 && stays.at[i].left >= present.first)
			forecast->already[stays.at[i].to]++;
}

void
forecast_init(struct forecast *forecast, const struct history *history, struct stays stays,
    const struct horizon *horizon, const struct rules *rules, size_t periods)
{
	size_t row = history->stages + 1;
	struct days origins;
	struct replay replay;
	struct blend blend;

	*forecast = (struct forecast){ stays.group, history->stages, periods,
		mem_new(row, sizeof(double)), mem_new(row, sizeof(double)),
		mem_new(periods * row, sizeof(double)),
		mem_new(periods * row, sizeof(double)) };
	take_entries(forecast, history, stays, horizon);
	origins = replay_periods(history, horizon, horizon->now, horizon->now);
	origins.end++;
	replay_run(&replay, history, stays, horizon, rules, origins,
	    periods < AHEAD_MAX ? periods : AHEAD_MAX, periods);
	blend_init(&blend, &replay, replay_memory(horizon));
	for (size_t period = 0; period < periods; period++)
		for (uint32_t stage = 1; stage < row; stage++) {
			size_t cell = forecast_cell(forecast, period, stage);

			forecast->mean[cell] =
			    blend_mean(&blend, replay.count - 1, period, stage);
			forecast->variance[cell] = blend_variance(
			    &blend, replay.count - 1, period, stage, forecast->mean[cell]);
		}
	blend_free(&blend);
	replay_free(&replay);
}

void
forecast_free(struct forecast *forecast)
{
	free(forecast->known);
	free(forecast->already);
	free(forecast->mean);
	free(forecast->variance);
}

void
forecast_reconcile(struct forecast *groups, size_t count, const struct forecast *all)
{
	for (size_t cell = 0; cell < all->periods * (all->stages + 1); cell++) {
		double sum = 0;

		for (size_t group = 0; group < count; group++)
			sum += groups[group].mean[cell];
		for (size_t group = 0; group < count && sum > 0; group++) {
			groups[group].mean[cell] *= all->mean[cell] / sum;
			groups[group].variance[cell] *= all->mean[cell] / sum;
		}
	}
}

int
forecast_check(const struct history *history, const struct horizon *horizon,
    const struct rules *rules, struct reason *why)
{
	char name[PERIOD_TEXT_MAX];
	int len = (int)calendar_name(horizon->calendar, horizon->now, name);
	bool seasonal = rules->count == 1 && rules->rule[0].periods == 0;

	if (seasonal &&
	    horizon_days(horizon, horizon->now - horizon_year(horizon)).end <=
		history->first)
		return fail(why, "the moves do not reach a year back from %.*s", len, name);
	if (horizon_origin(horizon, horizon->now) <= history->first)
		return fail(why, "no day is complete before %.*s", len, name);
	return 0;
}
