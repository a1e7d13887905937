/*
 * lf-cost --partial and --merge: a state has the leads of each period and group, and, for
 * any --lag, the ages at first entry into each stage.
 */
#ifndef LF_STATE_H
#define LF_STATE_H

#include "report/cells.h"
#include "report/partialread.h"
#include "report/partialwrite.h"

#include "lag.h"

extern const struct partial_form state_form;

/* Keeps a lead of the target, and an age; partial_finish writes them. */
void state_add_lead(struct partial *state, int64_t period, struct span group);
void state_add_age(struct partial *state, uint32_t stage, int64_t usec);
/* Writes all rows of a state; last_move is the time of the latest move, or INSTANT_MIN. */
void state_put(struct partial *state, int64_t last_move);
/* Reads all states: the leads into struct cell, the ages of that stage into lag. */
void state_read(struct partial *state, struct cells *cells, struct lag *lag,
    uint32_t aged, int64_t *last_move);

#endif
