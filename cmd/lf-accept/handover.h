/*
 * What became of a lead that was handed over: its first handover, the decision on
 * it, and what else happened. The definitions are those of lf-accept(1).
 */
#ifndef LF_HANDOVER_H
#define LF_HANDOVER_H

#include <stdint.h>

#include "base/diag.h"

#include "roles.h"

/* A lead's first entry into a stage of some role. */
struct entry {
	int64_t time;
	uint32_t group;
	bool made;
};

/* Starts as { 0 }. */
struct handover {
	struct entry handed, accepted, rejected; /* whatever came before */
	enum role decision; /* the first one after the handover, or ROLE_NONE */
	int64_t decided; /* its time */
	bool direct; /* the first acceptance came before any handover */
	bool open; /* the lead's open visit has been read */
	bool changed; /* the opposite of the decision came later, */
	int64_t changed_at; /* first at this time */
};

/*
 * A lead enters a stage of that role, which is not ROLE_NONE. 0, or -1 and the
 * reason if the time is before that of the handover.
 */
int handover_take(struct handover *lead, int64_t time, uint32_t group, enum role role,
    struct reason *why);

#endif
