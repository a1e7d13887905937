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
	struct visit *open;
	size_t open_count;
};

/* Where an open visit stands. S is the curve of all visits to its stage in its group. */
struct pace {
	const struct visit *visit;
	int64_t sojourn; /* its own, so that a walk through all is fast */
	struct curve now; /* S(sojourn) */
	struct curve ahead; /* S(sojourn + ahead)/S(sojourn), if S(sojourn) is not 0 */
};

/* The open visits of a cell, which has some, by sojourn; to be freed. */
struct pace *pace_of(struct cell *cell, int64_t ahead);

/* Whether at most that many millionths of visits as long as this one end within `ahead`. */
bool pace_is_stuck(const struct pace *pace, int64_t millionths);

#endif
