/* Kaplan-Meier: how long visits last, when some of them are not over yet. */
#ifndef LF_SURVIVAL_H
#define LF_SURVIVAL_H

#include "durations.h"

#define SURVIVAL_NONE INT64_C(-1) /* not reached */

struct survival {
	double mean; /* microseconds, up to the longest visit, completed or open */
	int64_t median; /* microseconds, or SURVIVAL_NONE, as are its 95 % bounds */
	int64_t lower, upper;
};

/*
 * The estimate from a settled set that is not empty. S(t) is the product over
 * the completions up to t of 1 - d/r, where d of the r visits that last so
 * long end there (Kaplan and Meier 1958). The mean is the area under S. The
 * median is the first t where S(t) is a half or less, and its bounds are the
 * first t where S(t)'s bounds are, with Greenwood's variance of log S(t) on
 * the scale of log(-log S(t)), as R's survfit(conf.type = "log-log"). There
 * is no bound where S(t) is 0 or 1.
 */
struct survival survival_estimate(const struct durations *set);

#endif
