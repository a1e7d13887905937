/*
 * lf-cost --partial and --merge: a state has the leads of each period and group, and, for
 * any --lag, the ages at first entry into each stage.
 */
#ifndef LF_STATE_H
#define LF_STATE_H

#include "report/cells.h"
#include "report/partialread.h"
#include "report/partialwrite.h"
#include "time/instant.h"

#include "lag.h"

/* The times of the first and the last move: first > last if there is none. */
struct bounds {
	int64_t first, last;
};

#define BOUNDS_NONE ((struct bounds){ INSTANT_END, INSTANT_MIN })

static inline void
bounds_take(struct bounds *bounds, int64_t time)
{
	if (time < bounds->first)
		bounds->first = time;
	if (time > bounds->last)
		bounds->last = time;
}

extern const struct partial_form state_form;

/* Keeps a lead of the target, and an age; partial_finish writes them. */
void state_add_lead(struct partial *state, int64_t period, struct span group);
void state_add_age(struct partial *state, uint32_t stage, int64_t usec);
/* Writes all rows of a state. */
void state_put(struct partial *state, struct bounds log);
/*
 * Reads all states: the leads into struct cell, the ages of that stage into lag. Returns
 * the first and the last move of all of them.
 */
struct bounds state_read(
    struct partial *state, struct cells *cells, struct lag *lag, uint32_t aged);

#endif
