/* New leads: they come as they came on days gone by. */
#ifndef LF_INFLOW_H
#define LF_INFLOW_H

#include "daily.h"
#include "horizon.h"

/* As in the last periods, that many of them; or, if that is 0, as a year before. */
struct inflow {
	int64_t periods;
};

/*
 * What comes on each day of the future into each stage, day by day and stage by
 * stage: the mean of counts (of daily) on the days that the rule names; by days and
 * weeks, if those are a week or more, on those of the same weekday. False if there are
 * no such days before the future.
 */
bool inflow_repeat(const struct daily *daily, const uint32_t *counts,
    const struct horizon *horizon, struct inflow rule, const struct future *future,
    double *daily_rates);

#endif
