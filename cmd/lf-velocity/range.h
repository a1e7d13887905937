/*
 * The periods of a report with --by: from that in which the first visit that counts began
 * to the last in which a visit ends or is still open.
 */
#ifndef LF_RANGE_H
#define LF_RANGE_H

#include "lead/moves.h"
#include "time/instant.h"
#include "time/period.h"

struct range {
	int64_t begin, end; /* microseconds, until the periods are found */
	int64_t first, last; /* periods; INT64_MAX and INT64_MIN if there is none */
};

/* Without visits. */
static inline struct range
range_new(void)
{
	return (struct range){ INSTANT_END, INSTANT_MIN, INT64_MAX, INT64_MIN };
}

/*
 * Takes a visit, which began at since. It counts in the report, or only shows how far the
 * log goes. Open visits end before as-of: a period that begins then is not in the log.
 */
static inline void
range_take(struct range *range, const struct move *move, int64_t since, bool counts)
{
	int64_t end =
	    move->sojourn < INSTANT_END - since ? since + move->sojourn : INSTANT_END - 1;

	end -= move->to == 0;
	if (counts && since < range->begin)
		range->begin = since;
	if (end > range->end)
		range->end = end;
}

/* When a visit that ends with this move began, in the years that there are. */
static inline int64_t
range_since(const struct move *move)
{
	return move->sojourn < move->time - INSTANT_MIN ? move->time - move->sojourn :
							  INSTANT_MIN;
}

/* Finds the periods; what is at or after until has none. */
void range_find(struct range *range, struct calendar *calendar, int64_t until);
/* Adds a period at the beginning, at the end. */
void range_add_first(struct range *range, int64_t period);
void range_add_last(struct range *range, int64_t period);

#endif
