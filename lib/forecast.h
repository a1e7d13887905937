/*
 * Entries into each stage to expect: from the leads that are open, from new
 * ones, and from where both go on to.
 */
#ifndef LF_FORECAST_H
#define LF_FORECAST_H

#include "history.h"

/* What to forecast from when. All days are since 1970-01-01. */
struct plan {
	int64_t day; /* the first day to forecast */
	bool begun; /* part of it has passed: what it has seen by now is known */
	int64_t rest, whole; /* that part of the first day is to come: rest / whole */
	size_t periods;
	const int64_t *ends; /* the day after each period */
	const struct days *inflow; /* for each period, the days whose new leads it repeats */
};

struct forecast;

/* history and plan are to outlive the forecast. */
struct forecast *forecast_new(const struct history *history, const struct plan *plan);
void forecast_free(struct forecast *forecast);

/* The entries to expect in a period, counted from 0, into a stage. */
double forecast_expected(const struct forecast *forecast, size_t period, uint32_t stage);

/* Plays the future so many times, with random numbers from that seed (see rng.h). */
void forecast_simulate(struct forecast *forecast, size_t runs, uint64_t seed);
/* The least number of entries that percent of the runs do not exceed. */
uint32_t forecast_quantile(
    const struct forecast *forecast, size_t period, uint32_t stage, unsigned percent);

#endif
