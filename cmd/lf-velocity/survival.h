/* Kaplan-Meier: how long visits last, if some of them are still open. */
#ifndef LF_SURVIVAL_H
#define LF_SURVIVAL_H

#include "report/durations.h"

#define SURVIVAL_NONE INT64_C(-1) /* not reached */

/* A 95 % bound of the median: the first time at which the bound of S(t) is a half or less. */
struct bound {
	int64_t usec; /* or SURVIVAL_NONE */
	double sign; /* 1: the lower one, -1: the upper one */
	/* It is not reached while S(t) is at least this, and its variance at most that. */
	double survival, variance;
	double stride; /* how far to look ahead, as a share */
};

/* The mean as a fraction, area/whole; whole is 0 once that does not fit. */
struct exact {
	int128 area, whole;
	int128 curve; /* S(t) is curve/whole */
};

/* The results, then the state of the walk. */
struct survival {
	double mean; /* microseconds, up to the longest visit, completed or open */
	struct exact exact; /* fits if visits end at few times after the first open one */
	int64_t median; /* microseconds, or SURVIVAL_NONE */
	struct bound lower, upper;

	/* Up to the last mark that was taken: */
	int64_t at_risk;
	double curve;
	double variance; /* Greenwood's, of log S(t) */
	int64_t usec;
};

/*
 * The estimate is made on a walk through a set. S(t) is the product of 1 - d/r
 * over the times up to t at which visits end, where d of the r visits that last
 * that long end (Kaplan and Meier 1958). The mean is the area under S. The median
 * is the first t where S(t) is a half or less; its bounds are the first t where the
 * bounds of S(t) are. These use Greenwood's variance of log S(t) on the scale of
 * log(-log S(t)), as R's survfit(conf.type = "log-log"). Where S(t) is 0 or 1 there
 * is no bound.
 */
void survival_begin(struct survival *survival, const struct durations *set);
void survival_take(struct survival *survival, const struct tally *batch, size_t count);

#endif
