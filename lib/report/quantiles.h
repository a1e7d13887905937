/* Percentiles and the standard deviation of completed visits, found on one walk. */
#ifndef LF_QUANTILES_H
#define LF_QUANTILES_H

#include "report/durations.h"

/*
 * The quantile share/whole (0 to 1, whole at most 10^18), exactly: R's type 7,
 * which interpolates between the order statistics around (n - 1) * share/whole.
 */
struct quantile {
	int64_t share, whole;
	/* It is num/den microseconds after the walk; den is 0 where there are no visits. */
	int128 num, den;
	/* The first order statistic, from 0, and the weight of the next one, of whole. */
	uint64_t place;
	int64_t weight;
};

/* The quantiles are the caller's. */
struct quantiles {
	uint64_t n, seen;
	int64_t whole; /* the mean, in two parts */
	double rest;
	double squares;
	struct quantile *quantiles;
	size_t count;
};

/* Before the walk through a set: quantiles, so many, with share and whole set. */
void quantiles_begin(struct quantiles *spread, const struct durations *set,
    struct quantile *quantiles, size_t count);
void quantiles_take(struct quantiles *spread, const struct tally *batch, size_t count);
/* With n - 1, in microseconds; not a number below two visits. */
double quantiles_deviation(const struct quantiles *spread);

#endif
