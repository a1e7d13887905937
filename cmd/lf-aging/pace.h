/* How far along open visits are, against the pace of all visits to their stage. */
#ifndef LF_PACE_H
#define LF_PACE_H

#include "report/survival.h"

/* An open visit. Its key in the arena is the lead and the columns of --keep, with TABs. */
struct visit {
	struct visit *next; /* of the same stage and group; NULL: it is the last */
	int64_t since, sojourn; /* microseconds */
};

/* The visits to a stage in a group. Starts as { 0 }. */
struct cell {
	struct durations durations; /* of all visits */
	struct visit *open; /* without --summary */
};

/*
 * Where an open visit, or all of that sojourn, stand. S is the curve of all visits to the
 * stage in the group.
 */
struct pace {
	union {
		const struct visit *visit; /* of pace_of */
		uint64_t count; /* of pace_of_sojourns */
	};
	int64_t sojourn; /* so that a walk through all is fast */
	struct curve now; /* S(sojourn) */
	struct curve ahead; /* S(sojourn + ahead)/S(sojourn), if S(sojourn) is not 0 */
};

/* The open visits of a cell, which has some, by sojourn; to be freed. */
struct pace *pace_of(struct cell *cell, int64_t ahead);
/* The sojourns of the open visits, each once, in order; to be freed. */
struct pace *pace_of_sojourns(struct durations *durations, int64_t ahead, size_t *count);

/* Whether at most that many millionths of visits as long as this one end within `ahead`. */
bool pace_is_stuck(const struct pace *pace, int64_t millionths);

#endif
