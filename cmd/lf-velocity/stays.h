/* The option --per lead: how long each lead has been in each stage, in all its visits. */
#ifndef LF_STAYS_H
#define LF_STAYS_H

#include "base/arena.h"
#include "base/map.h"
#include "base/names.h"
#include "lead/moves.h"

/* The visits of a lead to a stage. */
struct stay {
	struct stay *next; /* of the lead, in another stage */
	int64_t usec; /* of all visits */
	int64_t since; /* the first entry, in microseconds */
	uint32_t stage; /* its number */
	/* The number of the first visit's group; whether the lead is there. */
	uint32_t group : 31, open : 1;
};

struct stays {
	struct map *leads; /* to their first stay */
	struct arena more; /* the other ones */
	struct names *groups;
};

struct stays *stays_new(struct moves *moves);
void stays_free(struct stays *stays);

/*
 * Adds a visit of that duration, in microseconds. Needs MOVE_LEAD and MOVE_SINCE. 0, or
 * -1 with the reason if the sum is too large.
 */
int stays_add(struct stays *stays, const struct move *move, int64_t usec, struct span group,
    struct reason *why);
/* Whether the lead is in some stage, as far as its rows are read. */
bool stays_is_open(const struct stays *stays, struct span lead);
/* The next stay of any lead; NULL after the last. A cursor starts as { 0 }. */
struct stays_cursor {
	struct map_cursor first;
	size_t more;
};
const struct stay *stays_next(const struct stays *stays, struct stays_cursor *cursor);

#endif
