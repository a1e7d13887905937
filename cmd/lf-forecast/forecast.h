/*
 * Entries into each stage to expect: from the leads that are open, from new
 * ones, and from where both go on to.
 */
#ifndef LF_FORECAST_H
#define LF_FORECAST_H

#include "horizon.h"

struct forecast;

/* history and plan are to outlive the forecast. */
struct forecast *forecast_new(const struct history *history, const struct horizon *plan);
void forecast_free(struct forecast *forecast);

/* The entries to expect in a period, counted from 0, into a stage. */
double forecast_expected(const struct forecast *forecast, size_t period, uint32_t stage);

/* Plays the future so many times, with random numbers from that seed (see rng.h). */
void forecast_simulate(struct forecast *forecast, size_t runs, uint64_t seed);
/* The least number of entries that percent of the runs do not exceed. */
uint32_t forecast_quantile(
    const struct forecast *forecast, size_t period, uint32_t stage, unsigned percent);

#endif
