/* Percentiles and standard deviation of completed visits, found on one walk. */
#ifndef LF_QUANTILES_H
#define LF_QUANTILES_H

#include "report/durations.h"

/*
 * The quantile share/whole (0 to 1, whole at most 10^18), exactly, as R's type 7:
 * interpolated between the order statistics around (n - 1) * share/whole.
 */
struct quantile {
	int64_t share, whole;
	/* After the walk it is num/den microseconds; den is 0 where there are no visits. */
	int128 num, den;
	/* The first order statistic, from 0, and the weight of the next one, of whole. */
	uint64_t place;
	int64_t weight;
};

struct quantiles {
	uint64_t n, seen; /* completed visits: all, and those before the next batch */
	/* The mean in two parts, so that distances from it lose nothing to its size. */
	int64_t whole;
	double rest;
	double squares; /* the sum of squared distances from it */
	struct quantile *item; /* the caller's */
	size_t count;
};

/* Before the walk through a set. share and whole of the quantiles are set. */
void quantiles_begin(struct quantiles *quantiles, const struct durations *set,
    struct quantile *item, size_t count);
void quantiles_take(struct quantiles *quantiles, const struct tally *batch, size_t count);
/* With n - 1, in microseconds; not a number for fewer than two visits. */
double quantiles_deviation(const struct quantiles *quantiles);

#endif
