/* How far a lead has come on the steps of a funnel. */
#ifndef LF_JOURNEY_H
#define LF_JOURNEY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/decimal.h"

enum { STEP_NONE = -1 };

/* Starts as { 0 }, with room for the times of all steps, see journey_size. */
struct journey {
	uint32_t group; /* of the row on which it came in */
	int32_t reached; /* how many steps */
	int32_t furthest; /* the last step of the path that it has entered, reached or not */
	bool begun; /* it has been taken once */
	bool gone; /* the last stage that it entered is an end */
	bool open; /* its open visit has been read */
	int64_t last; /* when it entered that */
	int64_t times[]; /* when it reached each step; with --sum, the amounts after them */
};

/* Whether it has entered a step that it has not reached. */
static inline bool
journey_skips(const struct journey *journey)
{
	return journey->furthest > 0 && journey->furthest >= journey->reached;
}

/* The size of a journey of that many steps, with or without amounts. */
static inline size_t
journey_size(int steps, bool amounts)
{
	size_t size = sizeof(int64_t) + (amounts ? sizeof(int128) : 0);

	return sizeof(struct journey) + (size_t)steps * size;
}

/*
 * A lead enters a stage: that step, or STEP_NONE, an end or not. 0, or -1 and the
 * reason if the time is before its last one.
 */
int journey_take(
    struct journey *journey, int64_t time, int step, bool end, struct reason *why);

/* Keeps the amount with which a lead reached one of that many steps, and finds it. */
void journey_keep(struct journey *journey, int steps, int step, int128 amount);
int128 journey_amount(const struct journey *journey, int steps, int step);

#endif
