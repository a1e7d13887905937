#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#include "inflow.h"

enum { WEEK = 7 };

/* The days whose counts a period repeats. */
static struct days
repeated(const struct daily *daily, const struct horizon *horizon, struct inflow rule,
    const struct future *future, size_t period)
{
	int64_t then = future->period + (int64_t)period;
	struct days days;

	if (rule.periods > 0)
		return daily_clip(daily,
		    (struct days){ horizon_origin(horizon, future->period - rule.periods),
			future->day });
	while (then >= future->period)
		then -= horizon_year(horizon);
	days = horizon_days(horizon, then);
	return daily_clip(daily, days);
}

static size_t
weekday(int64_t day)
{
	return (size_t)((day % WEEK + WEEK) % WEEK);
}

/* Means by weekday and stage; those of a weekday that did not occur are of all days. */
static double *
means(const struct daily *daily, const uint32_t *counts, struct days days, bool weekdays)
{
	size_t row = daily->stages + 1;
	double *mean = mem_new((WEEK + 1) * row, sizeof(*mean));
	double seen[WEEK + 1] = { 0 };

	for (int64_t day = days.first; day < days.end; day++) {
		size_t place = weekdays ? weekday(day) : WEEK;

		seen[place]++;
		seen[WEEK] += weekdays;
		for (uint32_t stage = 1; stage <= daily->stages; stage++) {
			double count = daily_on(daily, counts, day)[stage];

			mean[place * row + stage] += count;
			mean[WEEK * row + stage] += weekdays ? count : 0;
		}
	}
	for (size_t place = WEEK + 1; place-- > 0;)
		for (size_t stage = 1; stage < row; stage++)
			mean[place * row + stage] = seen[place] > 0 ?
			    mean[place * row + stage] / seen[place] :
			    mean[WEEK * row + stage];
	return mean;
}

bool
inflow_repeat(const struct daily *daily, const uint32_t *counts,
    const struct horizon *horizon, struct inflow rule, const struct future *future,
    double *rates)
{
	size_t row = daily->stages + 1;
	double *mean = NULL;
	size_t of = SIZE_MAX; /* the period that mean is for */

	for (size_t day = 0; day < future->days; day++) {
		if (mean == NULL || (rule.periods == 0 && of != future->in[day])) {
			struct days days =
			    repeated(daily, horizon, rule, future, future->in[day]);

			free(mean);
			if (days.first >= days.end)
				return false;
			of = future->in[day];
			mean = means(daily, counts, days,
			    horizon->weekdays && days.end - days.first >= WEEK);
		}
		memcpy(rates + day * row, mean + weekday(future->day + (int64_t)day) * row,
		    row * sizeof(*rates));
	}
	for (size_t stage = 0; stage < row; stage++)
		rates[stage] *= future->part;
	free(mean);
	return true;
}
