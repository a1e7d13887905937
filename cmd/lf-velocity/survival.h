/* Kaplan-Meier: how long visits last, when some of them are not over yet. */
#ifndef LF_SURVIVAL_H
#define LF_SURVIVAL_H

#include "report/durations.h"

#define SURVIVAL_NONE INT64_C(-1) /* not reached */

/* A 95 % bound of the median: the first time at which that of S(t) is a half or less. */
struct bound {
	int64_t usec; /* or SURVIVAL_NONE */
	double sign; /* 1: the lower one, -1: the upper one */
	/* It is not reached as long as S(t) is not below, and its variance not above these. */
	double survival, variance;
	double stride; /* how far to look ahead */
};

/* The mean once more, area/whole, while that fits; then whole is 0. */
struct exact {
	int128 area, whole;
	int128 curve; /* S(t) is curve/whole */
};

/* What is found, and behind it the state of the walk. */
struct survival {
	double mean; /* microseconds, up to the longest visit, completed or open */
	struct exact exact; /* holds where visits end at few times behind the first open one */
	int64_t median; /* microseconds, or SURVIVAL_NONE, as are its 95 % bounds */
	struct bound lower, upper;

	/* S(t) and what goes with it, so far. */
	int64_t at_risk;
	double curve;
	double variance; /* Greenwood's, of log S(t) */
	int64_t usec;
};

/*
 * The estimate is made on a walk through a set. S(t) is the product over
 * the completions up to t of 1 - d/r, where d of the r visits that last so
 * long end there (Kaplan and Meier 1958). The mean is the area under S. The
 * median is the first t where S(t) is a half or less, and its bounds are the
 * first t where S(t)'s bounds are, with Greenwood's variance of log S(t) on
 * the scale of log(-log S(t)), as R's survfit(conf.type = "log-log"). There
 * is no bound where S(t) is 0 or 1.
 */
void survival_begin(struct survival *survival, const struct durations *set);
void survival_take(struct survival *survival, const struct tally *batch, size_t count);

#endif
