/*
 * lf-accept --partial and --merge: a state has how long decisions took, and when the leads
 * that wait were handed over. So it serves for any SLA, and any as-of.
 */
#ifndef LF_STATE_H
#define LF_STATE_H

#include "report/cells.h"
#include "report/partialread.h"
#include "report/partialwrite.h"

#include "columns.h"
#include "handover.h"

extern const struct partial_form state_form;

/* A state to be written or read, and what its figures are counted by. */
struct state {
	struct partial partial;
	const struct columns *columns;
	struct cells *cells;
	/* Of all leads: handed over and, of these, accepted then; accepted, but not after one. */
	uint64_t handed, accepted, direct;
};

/* Keeps a lead for the state. */
void state_add(struct state *state, const struct handover *lead);
/* Reads all states into the cells. */
void state_read(struct state *state);

#endif
