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
	int64_t worked; /* --merge: what state_clock makes of as-of; INSTANT_MIN: nothing */
	/* Figures that wait until as-of is known. */
	struct waiting *waiting;
	size_t waiting_count, waiting_room;
};

/* Keeps a lead for the state. */
void state_add(struct state *state, const struct handover *lead);
/* Writes what was kept, and the end of the state. */
void state_end(struct state *state, int64_t as_of);
/* Reads all states into the cells. */
void state_read(struct state *state);
void state_free(struct state *state);

#endif
