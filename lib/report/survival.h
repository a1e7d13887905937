/* Kaplan-Meier: how long visits last, if some of them are still open. */
#ifndef LF_SURVIVAL_H
#define LF_SURVIVAL_H

#include "report/durations.h"
#include "tsv/out.h"

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
};

/* A quantile of the curve: the first time at which S(t) is that share or less. */
struct reach {
	double share;
	int64_t usec; /* or SURVIVAL_NONE */
};

/* S(t), as far as a walk through a set has come. */
struct curve {
	int64_t at_risk; /* the visits that last longer */
	double value;
	int128 num, den; /* the same as a fraction; den is 0 once that does not fit */
};

/* The results, then the state of the walk. */
struct survival {
	double mean; /* microseconds, up to the longest visit, completed or open */
	struct exact exact; /* fits if visits end at few times after the first open one */
	int64_t median; /* microseconds, or SURVIVAL_NONE */
	struct bound lower, upper;
	struct reach *reaches; /* of survival_seek, which are the caller's */
	size_t reach_count;

	/* Up to the last mark that was taken: */
	struct curve curve;
	double variance; /* Greenwood's, of log S(t) */
	double limit; /* the largest share that is not reached, or -1 */
	int64_t usec;
};

/*
 * Before the walk, with the visits at risk, which are those of the set; and for each of
 * its tallies: the curve alone, at less cost.
 */
void curve_begin(struct curve *curve, int64_t at_risk);
void curve_take(struct curve *curve, const struct tally *tally);
/*
 * S at the later time of the same walk over S at the earlier one, which is not 0, as a
 * curve of the visits that last longer than the earlier one.
 */
struct curve curve_since(const struct curve *earlier, const struct curve *later);
/* Writes 1 - S(t), the share of visits that are over, with four places. */
void curve_put_over(struct out *out, const struct curve *curve);
/* Whether 1 - S(t) is at most that many millionths. */
bool curve_over_at_most(const struct curve *curve, int64_t millionths);

/*
 * The estimate is made on a walk through a set. S(t) is the product of 1 - d/r
 * over the times up to t at which visits end, where d of the r visits that last
 * that long end (Kaplan and Meier 1958). The mean is the area under S. The median
 * is the first t where S(t) is a half or less; its bounds are the first t where the
 * bounds of S(t) are. These use Greenwood's variance of log S(t) on the scale of
 * log(-log S(t)), as R's survfit(conf.type = "log-log"). Where S(t) is 0 or 1 there
 * is no bound.
 */
void survival_begin(struct survival *survival, int64_t at_risk);
/* After that: finds these quantiles, too, whose shares are set. */
void survival_seek(struct survival *survival, struct reach *reaches, size_t count);
/* That many more visits are at risk from now on (delayed entry). */
void survival_join(struct survival *survival, int64_t visits);
void survival_take(struct survival *survival, const struct tally *batch, size_t count);

#endif
