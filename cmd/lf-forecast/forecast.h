/* What is expected of all leads, or of those of a group. */
#ifndef LF_FORECAST_H
#define LF_FORECAST_H

#include "replay.h"

/* A stage that fewer leads have entered so far gets no interval. */
enum { ENTRIES_ENOUGH = 10 };

struct forecast {
	struct span group;
	uint32_t stages;
	size_t periods;
	double *known; /* of each stage: the entries so far, in all */
	double *already; /* of each stage: those in the period that has begun */
	double *mean, *variance; /* by period and stage, of the entries to come */
};

/* Forecasts that many periods from the as-of time on. */
void forecast_init(struct forecast *forecast, const struct history *history,
    struct stays stays, const struct horizon *horizon, const struct rules *rules,
    size_t periods);
void forecast_free(struct forecast *forecast);

/*
 * Scales the groups' forecasts so that they add up to that of all. (Known as a
 * top-down forecast by forecast proportions: G. Athanasopoulos, R. A. Ahmed and
 * R. J. Hyndman, Int. J. Forecasting 25, 2009, 146-166.)
 */
void forecast_reconcile(struct forecast *groups, size_t count, const struct forecast *all);

/* -1 with the reason if there are no days to take new leads from. */
int forecast_check(const struct history *history, const struct horizon *horizon,
    const struct rules *rules, struct reason *why);

static inline size_t
forecast_cell(const struct forecast *forecast, size_t period, uint32_t stage)
{
	return period * (forecast->stages + 1) + stage;
}

#endif
