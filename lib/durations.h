/*
 * A multiset of durations, of completed and of open visits: how often each
 * occurs. Memory grows with the distinct ones.
 */
#ifndef LF_DURATIONS_H
#define LF_DURATIONS_H

#include <stdint.h>

#include "decimal.h"

/*
 * A mark is twice the duration in microseconds, plus one for an open visit: in
 * the order of marks, completions come before censorings at the same time.
 */
struct tally {
	uint64_t mark;
	uint64_t count;
};

/* An empty one is zeroed. The tallies are the point, once durations_settle is called. */
struct durations {
	struct tally *tallies; /* by mark, each mark once */
	size_t count;
	struct tally *pending; /* what came since, in the order in which it came */
	size_t pending_count, pending_room;
};

static inline bool
tally_open(const struct tally *tally)
{
	return (tally->mark & 1) != 0;
}

static inline int64_t
tally_usec(const struct tally *tally)
{
	return (int64_t)(tally->mark >> 1);
}

void durations_free(struct durations *set);
/* Makes room for one pending tally. */
void durations_make_room(struct durations *set);
/* Brings all that was added into the tallies. */
void durations_settle(struct durations *set);

/* Adds so many visits of a duration, 0 or more and below 2^62 microseconds. */
static inline void
durations_add(struct durations *set, int64_t usec, bool open, uint64_t count)
{
	if (set->pending_count == set->pending_room)
		durations_make_room(set);
	set->pending[set->pending_count++] =
	    (struct tally){ (uint64_t)usec << 1 | open, count };
}

/* The exact figures of a settled set; all but open are of the completed visits. */
struct summary {
	uint64_t n, open;
	int128 sum; /* microseconds, as are min and max, which are 0 where n is */
	int64_t min, max;
};
struct summary durations_summary(const struct durations *set);

/* num/den microseconds. */
struct quantile {
	int128 num, den;
};
/*
 * The quantile share/whole (0 to 1, whole at most 10^18) of the completed
 * visits, exactly: R's type 7, which interpolates between the order statistics
 * around (n - 1) * share/whole. There must be one.
 */
struct quantile durations_quantile(
    const struct durations *set, uint64_t n, int64_t share, int64_t whole);
/* The standard deviation, with n - 1, in microseconds; not a number below two visits. */
double durations_deviation(const struct durations *set, const struct summary *summary);

#endif
