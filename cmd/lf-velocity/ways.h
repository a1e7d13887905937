/*
 * lf-velocity --between: the way of a lead from its first entry into one stage to
 * its next entry into another one, or into the same.
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
	struct durations *set; /* where it counts; NULL if it does not, or is over */
	int64_t since;
};

/* The stages are numbered in names. */
void ways_begin(struct ways *ways, struct names *names, struct span from, struct span to);
/*
 * Takes the lead, time and stage of a move, and counts the lead's way if it ends
 * here. 0, or -1 and the reason why its time cannot be. If a way begins here, it is
 * *fresh, and the caller sets its set; otherwise *fresh is NULL.
 */
int ways_take(struct ways *ways, const struct move *move, struct way **fresh,
    struct reason *why);
/* Counts the ways that are still open at that time, and frees all of them. */
void ways_end(struct ways *ways, int64_t as_of);

#endif
