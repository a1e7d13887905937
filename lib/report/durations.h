/*
 * A multiset of durations, of completed and of open visits: how often each
 * occurs. Memory grows with the distinct ones, by about two bytes for each of
 * many that are whole seconds and rarely occur twice.
 */
#ifndef LF_DURATIONS_H
#define LF_DURATIONS_H

#include <stdint.h>

#include "base/decimal.h"
#include "report/secondset.h"
#include "time/civil.h"

/*
 * A mark is twice the duration in microseconds, plus one for an open visit: in
 * the order of marks, completions come before censorings at the same time.
 */
struct tally {
	uint64_t mark;
	uint64_t count;
};

/* An empty one is zeroed. */
struct durations {
	int128 sum; /* microseconds, of the completed visits */
	uint64_t completed, open; /* visits */

	/* The rest is found by a walk alone. */
	struct tally *tallies; /* by mark, each mark once */
	size_t count;
	struct tally *pending; /* what came since, in the order in which it came */
	size_t pending_count, pending_room;
	struct secondset *pages; /* further visits, of whole seconds; NULL in a small set */
	size_t secondset_limit;
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

/* How many of its visits are completed: none or all, without a branch to guess. */
static inline uint64_t
tally_completed(const struct tally *tally)
{
	return tally->count & ((tally->mark & 1) - 1);
}

void durations_free(struct durations *set);
/* Makes room for one pending tally. */
void durations_make_room(struct durations *set);
/* Makes room for one visit more in a full page of the set; returns its page. */
struct page *durations_make_page_room(struct durations *set, uint32_t second, bool open);

static inline void
durations_add_tally(struct durations *set, uint64_t mark, uint64_t count)
{
	if (set->pending_count == set->pending_room)
		durations_make_room(set);
	set->pending[set->pending_count++] = (struct tally){ mark, count };
}

static inline void
durations_add_second(struct durations *set, uint32_t second, bool open)
{
	struct page *page = secondset_find(set->pages, second, open);

	if (page->free == 0)
		page = durations_make_page_room(set, second, open);
	page_add(page, second);
}

/* Adds so many visits of a duration, 0 or more and below 2^62 microseconds. */
static inline void
durations_add(struct durations *set, int64_t usec, bool open, uint64_t count)
{
	uint64_t second = (uint64_t)usec / (uint64_t)USEC_PER_SEC;

	if (open) {
		set->open += count;
	} else {
		set->completed += count;
		set->sum += (int128)usec * (int128)count;
	}
	if (set->pages != NULL && count == 1 && second < PAGES_END &&
	    second * (uint64_t)USEC_PER_SEC == (uint64_t)usec)
		durations_add_second(set, (uint32_t)second, open);
	else
		durations_add_tally(set, (uint64_t)usec << 1 | open, count);
}

enum { WALK_BATCH = 256 };

/* A walk through the tallies of a set in the order of marks, each mark once. */
struct walk {
	const struct durations *set;
	const struct tally *tally; /* the next one of set->tallies */
	size_t high; /* of the next pages, while they last */
	uint64_t base; /* the mark of key 0 on the pages at hand */
	struct page_keys keys;
	size_t next; /* of keys */
};

/* Begins a walk, which is to be taken to its end. Nothing may be added during it. */
void walk_begin(struct walk *walk, struct durations *set);
/* The next tallies; how many there are, 0 at the end. */
size_t walk_next(struct walk *walk, struct tally batch[WALK_BATCH]);

#endif
