/*
 * lf-funnel --partial and --merge: a state has how long leads took from step to step, and
 * when those that reached a step, and those that did not, entered the step before. So it
 * serves for any --within, and any as-of. With --sum it has the amounts in the same way.
 */
#ifndef LF_STATE_H
#define LF_STATE_H

#include "report/partialread.h"
#include "report/partialwrite.h"

#include "members.h"

extern const struct partial_form state_form;

/* Keeps that a lead came in. */
void state_add_first(struct funnel *funnel, const struct journey *lead);
/* Keeps its way to a further step. */
void state_add(
    struct funnel *funnel, const struct journey *lead, const struct passage *passage);
/* Writes what was kept, and how many leads entered a later step without one before. */
void state_end(struct funnel *funnel);
/* Reads all states into the cells, and how many such leads they have. */
void state_read(struct funnel *funnel);

#endif
