/*
 * lf-drivers --partial and --merge: a state has what was credited, the ages at which
 * visits were touched and ended, and when those that are open began. So as-of need not be
 * known: it is that of --as-of, or the latest time of all parts.
 */
#ifndef LF_STATE_H
#define LF_STATE_H

#include "report/partialread.h"
#include "report/partialwrite.h"

#include "work.h"

extern const struct partial_form state_form;

/* Counts the visit of a lead that is in a stage, which is open, and keeps when it began. */
void state_add_open(struct work *w, const struct lead *lead);
/* Writes a state. */
void state_put(struct work *w);
/* Reads all states. */
void state_read(struct work *w);

#endif
