/*
 * The ways of leads from their first entry into one stage to their first entry
 * into another one, or the same, after it: lf-velocity --between.
 */
#ifndef LF_WAYS_H
#define LF_WAYS_H

#include "lead/moves.h"
#include "report/durations.h"

struct ways {
	struct map *leads;
	struct span from_name;
	uint32_t from, to;
};

struct way {
	bool begun;
	struct durations *set; /* where it counts; NULL when it does not, or is over */
	int64_t since;
};

/* The stages are numbered in names. */
void ways_begin(struct ways *ways, struct names *names, struct span from, struct span to);
/*
 * Takes a move, of which lead and time are needed, and counts the lead's way if
 * it ends there. 0, or -1 and the reason why its time cannot be. If a way
 * begins, *fresh is it: its set is for the caller to choose. NULL if none does.
 */
int ways_take(struct ways *ways, const struct move *move, struct way **fresh,
    struct reason *why);
/* Counts the ways that are still open at that time, and frees what is left. */
void ways_end(struct ways *ways, int64_t as_of);

#endif
