/*
 * How fast visits go forward once a driver has touched them, against visits of the same
 * age that it has not touched.
 */
#ifndef LF_PACE_H
#define LF_PACE_H

#include <stdbool.h>

#include "report/durations.h"
#include "report/wilson.h"

/* The visits that a driver touched, of one stage. Starts as { 0 }. */
struct pace_touched {
	/*
	 * The ages at which they end, and, marked as open, those at which they were first
	 * touched; NULL: none. A visit that has both at one age changes no figure.
	 */
	struct durations *ages;
	uint64_t forward; /* how many of them went forward after that */
};

/*
 * Adds that many visits to a set, which starts as NULL: to all visits to the stage, which
 * are open if they do not go forward; or to the ages of those that were touched.
 */
void pace_add(struct durations **ages, int64_t age, bool open, uint64_t count);
void pace_free(struct durations *ages);

/* A thousand steps of a hazard. */
struct hazard_block {
	struct hazard_block *next;
	size_t count;
	struct hazard_step {
		int64_t age;
		uint64_t forward; /* visits that go forward at that age */
		uint64_t at_risk; /* visits that last that long, or longer */
	} step[1000];
};

/*
 * The chance to go forward at each age. There may be millions of ages: blocks fit in the
 * memory that the leads have left, which one array does not.
 */
struct hazard {
	struct hazard_block *first, *last;
	uint64_t forward; /* of all steps */
};

/*
 * That of all visits, which may be NULL; those that do not go forward are censored, at one
 * age after the moves forward.
 */
struct hazard hazard_of(struct durations *all);
void hazard_free(struct hazard *hazard);

/* Not numbers if there is nothing to compare. */
struct pace {
	double ratio;
	struct interval interval; /* of 95 %; high is NAN if it is too large */
};

/*
 * Touched visits against the others: (O1/E1)/(O2/E2), where O are the forward moves, and
 * E those to be expected if touches changed nothing. E1 adds up, over the touched visits,
 * what the cumulative hazard of Nelson and Aalen grows by from the first touch to the end;
 * E2 = O1 + O2 - E1. The variance of the ratio's logarithm is 1/E1 + 1/E2.
 */
struct pace pace_of(const struct hazard *hazard, const struct pace_touched *touched);

#endif
