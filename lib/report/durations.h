/*
 * A multiset of the durations of completed and of open visits. It counts how often
 * each duration occurs, so memory grows with the number of different ones: by two
 * bytes for each, where there are many, most of them whole seconds.
 */
#ifndef LF_DURATIONS_H
#define LF_DURATIONS_H

#include <stdint.h>

#include "base/decimal.h"
#include "report/secondset.h"
#include "time/civil.h"

/*
 * How many visits have a mark: twice the duration in microseconds, plus one if
 * they are open. So, in the order of marks, completions come before censorings at
 * the same time.
 */
struct tally {
	uint64_t mark;
	uint64_t count;
};

/* Starts as { 0 }. */
struct durations {
	int128 sum; /* microseconds, of the completed visits */
	uint64_t completed, open; /* visits */

	/* Each visit is in one of these three, which only a walk reads. */
	struct tally *tallies; /* in the order of marks, each mark once */
	size_t count;
	struct tally *pending; /* in the order in which they came */
	size_t pending_count, pending_room;
	struct secondset *seconds; /* only visits of whole seconds; NULL in a small set */
	size_t seconds_limit; /* how many blocks it may use before it is thinned out */
};

static inline int64_t
tally_usec(const struct tally *tally)
{
	return (int64_t)(tally->mark >> 1);
}

/* How many of its visits are completed: none or all. There is no branch to mispredict. */
static inline uint64_t
tally_completed(const struct tally *tally)
{
	return tally->count & ((tally->mark & 1) - 1);
}

/* All its visits. */
static inline int64_t
durations_count(const struct durations *set)
{
	return (int64_t)(set->completed + set->open);
}

void durations_free(struct durations *set);
/* For durations_add_tally, when there is no room for another pending tally. */
void durations_make_room(struct durations *set);
/* For durations_add_second, when the page of that second is full; returns the page. */
struct page *durations_make_page_room(struct durations *set, uint32_t second, bool open);

static inline void
durations_add_tally(struct durations *set, uint64_t mark, uint64_t count)
{
	if (set->pending_count == set->pending_room)
		durations_make_room(set);
	set->pending[set->pending_count++] = (struct tally){ mark, count };
}

/* For durations_add_later, when enough visits wait: puts them on their pages. */
void durations_put_waiting(struct durations *set);

static inline void
durations_add_second(struct durations *set, uint32_t second, bool open)
{
	struct page *page = secondset_find(set->seconds, second, open);

	if (page->free == 0)
		page = durations_make_page_room(set, second, open);
	secondset_add(page, second);
}

/* Counts the visits; whether they belong on a page, that of *second. */
static inline bool
durations_count_in(
    struct durations *set, int64_t usec, bool open, uint64_t count, uint32_t *second)
{
	uint64_t whole = (uint64_t)usec / (uint64_t)USEC_PER_SEC;

	if (open) {
		set->open += count;
	} else {
		set->completed += count;
		set->sum += (int128)usec * (int128)count;
	}
	*second = (uint32_t)whole;
	return set->seconds != NULL && count == 1 && whole < SECONDSET_END &&
	    whole * (uint64_t)USEC_PER_SEC == (uint64_t)usec;
}

/* Adds count visits of a duration from 0 to 2^62 - 1 microseconds. */
static inline void
durations_add(struct durations *set, int64_t usec, bool open, uint64_t count)
{
	uint32_t second;

	if (durations_count_in(set, usec, open, count, &second))
		durations_add_second(set, second, open);
	else
		durations_add_tally(set, (uint64_t)usec << 1 | open, count);
}

/*
 * The same, where visits go to dozens of large sets in turn. The pages of all these are
 * not in the cache, so visits wait until 64 of a set can be put on theirs at once. On ten
 * million events, lf-drivers takes 2.5 s with it and 4.0 s without. For few sets
 * durations_add is faster: lf-velocity would take 4 % longer with this.
 */
static inline void
durations_add_later(struct durations *set, int64_t usec, bool open, uint64_t count)
{
	uint32_t second;

	if (!durations_count_in(set, usec, open, count, &second))
		durations_add_tally(set, (uint64_t)usec << 1 | open, count);
	else if (secondset_wait(set->seconds, second, open))
		durations_put_waiting(set);
}

enum { WALK_BATCH = 256 };

/* A walk through all tallies of a set, in the order of marks, each mark once. */
struct walk {
	const struct durations *set;
	size_t tally; /* the next one of set->tallies */
	size_t high; /* the next pages of set->seconds */
	uint64_t base; /* the mark of key 0 on the pages before that */
	struct secondset_keys keys; /* the visits on them */
	size_t next; /* of keys */
};

/* Begins a walk. It must be taken to its end, and nothing may be added before that. */
void walk_begin(struct walk *walk, struct durations *set);
/* Takes the next tallies; returns how many there are, 0 at the end. */
size_t walk_next(struct walk *walk, struct tally batch[WALK_BATCH]);

#endif
