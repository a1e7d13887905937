#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/radix.h"
#include "report/durations.h"

enum {
	PENDING_MIN = 16,
	/* So many tallies are collected before the first ones are merged. */
	PENDING_MERGED = 4096,
	/* For fewer, a comparing sort is faster than passes over RADIX counters. */
	RADIX_MIN = 256,
	/* A set of so many tallies is large: the pages' table is small beside them. */
	LARGE = 16384,
	/* A duration that is on a page so often takes less memory as a tally. */
	OFTEN = 8,
	/* So many blocks, 256 KiB, are in use before the first look for such ones. */
	PAGES_LIMIT = 2048,
	/* A page of so many blocks, dense, has four visits of a duration, on average. */
	DENSE = (4 << PAGE_BITS) / BLOCK_LOWS + 1,
	/* So it is at most half as long without those that are there so often. */
	OFTEN_DENSE = 3,
};

void
durations_free(struct durations *set)
{
	free(set->tallies);
	free(set->pending);
	secondset_free(set->pages);
	*set = (struct durations){ 0 };
}

static int
compare_marks(const void *a, const void *b)
{
	uint64_t mark_a = ((const struct tally *)a)->mark;
	uint64_t mark_b = ((const struct tally *)b)->mark;

	return (mark_a > mark_b) - (mark_a < mark_b);
}

static void
sort(struct tally *tallies, size_t count)
{
	struct tally *spare;

	if (count < RADIX_MIN) {
		qsort(tallies, count, sizeof(*tallies), compare_marks);
		return;
	}
	spare = mem_resize(NULL, count, sizeof(*spare));
	if (radix_sort(tallies, spare, count, sizeof(*tallies), 64) == spare)
		memcpy(tallies, spare, count * sizeof(*tallies));
	free(spare);
}

/*
 * Merges from the back, in place: the tallies that have been moved begin at
 * `to`, behind room for those that are still coming.
 */
static void
settle(struct durations *set)
{
	size_t left = set->count;
	size_t coming = set->pending_count;
	size_t end = left + coming;
	size_t to = end;
	struct tally *tallies;

	if (coming == 0)
		return;
	sort(set->pending, coming);
	tallies = mem_resize(set->tallies, end, sizeof(*tallies));
	while (coming > 0) {
		const struct tally *next = &set->pending[coming - 1];

		if (left > 0 && tallies[left - 1].mark >= next->mark) {
			tallies[--to] = tallies[--left];
			continue;
		}
		if (to < end && tallies[to].mark == next->mark)
			tallies[to].count += next->count;
		else
			tallies[--to] = *next;
		coming--;
	}
	memmove(tallies + left, tallies + to, (end - to) * sizeof(*tallies));
	set->tallies = tallies;
	set->count = left + end - to;
	set->pending_count = 0;
}

/*
 * Pending tallies may be a quarter of the distinct ones: then each of these is
 * moved four or five times, however many there will be, and memory stays close
 * to what they take.
 */
void
durations_make_room(struct durations *set)
{
	if (set->pending_room >= PENDING_MERGED) {
		settle(set);
		if (set->pages == NULL && set->count >= LARGE) {
			set->pages = secondset_new();
			set->secondset_limit = PAGES_LIMIT;
		}
		if (set->pending_room >= set->count / 4)
			return;
	}
	set->pending_room = set->pending_room == 0 ? PENDING_MIN : 2 * set->pending_room;
	set->pending =
	    mem_resize(set->pending, set->pending_room, sizeof(*set->pending));
}

/* How far the marks of one second are from those of the next. */
#define MARKS (2 * (uint64_t)USEC_PER_SEC)

/* The mark of key 0 on the pages of `high`. */
static uint64_t
base_mark(size_t high)
{
	return ((uint64_t)high << PAGE_BITS) * MARKS;
}

static uint64_t
key_mark(uint64_t base, uint32_t key)
{
	return base + (key >> 1) * MARKS + (key & 1);
}

/* Whether a key occurs so often. */
static bool
any_often(const struct page_keys *keys, size_t often)
{
	for (size_t i = often - 1; i < keys->count; i++)
		if (keys->key[i] == keys->key[i - (often - 1)])
			return true;
	return false;
}

/*
 * Makes durations that are often on the pages of `high` tallies; fewer times are
 * often on dense pages, so that sorting one never takes much memory. What is
 * added again needs no more blocks than there were.
 */
static void
thin_out(struct durations *set, size_t high, struct page_keys *keys)
{
	const uint32_t *key;
	size_t often;

	secondset_sort(set->pages, high, keys);
	often = keys->count < (size_t)DENSE * BLOCK_LOWS ? OFTEN : OFTEN_DENSE;
	if (!any_often(keys, often))
		return;
	secondset_clear(set->pages, high);
	key = keys->key;
	for (size_t i = 0, next; i < keys->count; i = next) {
		for (next = i + 1; next < keys->count && key[next] == key[i];)
			next++;
		if (next - i >= often) {
			durations_add_tally(
			    set, key_mark(base_mark(high), key[i]), next - i);
			continue;
		}
		for (size_t k = i; k < next; k++)
			durations_add_second(set,
			    (uint32_t)(high << PAGE_BITS) + (key[i] >> 1), key[i] & 1);
	}
}

/*
 * Whenever the pages are four times what they were, many of their visits may be
 * of the same few durations: without these, each distinct one is there less than
 * OFTEN times. It takes a thirtieth of the time.
 */
static void
thin_out_all(struct durations *set, struct page_keys *keys)
{
	set->secondset_limit = SIZE_MAX;
	for (size_t high = 0; high < PAGES; high++)
		thin_out(set, high, keys);
	set->secondset_limit = 4 * set->pages->used + PAGES_LIMIT;
}

struct page *
durations_make_page_room(struct durations *set, uint32_t second, bool open)
{
	struct page *page = secondset_find(set->pages, second, open);
	struct page_keys keys = { 0 };

	if (set->pages->used >= set->secondset_limit)
		thin_out_all(set, &keys);
	else if (page->count == DENSE)
		thin_out(set, second >> PAGE_BITS, &keys);
	page_keys_free(&keys);
	if (page->free == 0)
		secondset_make_room(set->pages, page);
	return page;
}

void
walk_begin(struct walk *walk, struct durations *set)
{
	settle(set);
	*walk = (struct walk){ .set = set, .tally = set->tallies,
		.high = set->pages == NULL ? PAGES : 0 };
}

/* Goes on to the next pages that are not empty; false if there are none. */
static bool
turn_page(struct walk *walk)
{
	while (walk->next == walk->keys.count && walk->high < PAGES) {
		walk->base = base_mark(walk->high);
		secondset_sort(walk->set->pages, walk->high++, &walk->keys);
		walk->next = 0;
	}
	return walk->next < walk->keys.count;
}

/* Counts visits in a batch; false if there is no room for their mark. */
static inline bool
batch_add(struct tally *batch, size_t *count, uint64_t mark, uint64_t visits)
{
	if (*count > 0 && batch[*count - 1].mark == mark) {
		batch[*count - 1].count += visits;
		return true;
	}
	if (*count == WALK_BATCH)
		return false;
	batch[(*count)++] = (struct tally){ mark, visits };
	return true;
}

/* Takes the keys whose marks are below that one; false if the batch is full before. */
static bool
take_keys(struct walk *walk, uint64_t below, struct tally *batch, size_t *count)
{
	size_t taken = *count;
	uint64_t mark = 0;

	while (turn_page(walk)) {
		const uint32_t *key = walk->keys.key;
		size_t i = walk->next;

		for (; i < walk->keys.count; i++) {
			mark = key_mark(walk->base, key[i]);
			if (mark >= below || !batch_add(batch, &taken, mark, 1))
				break;
		}
		walk->next = i;
		if (i < walk->keys.count)
			break;
	}
	*count = taken;
	return mark >= below || walk->next == walk->keys.count;
}

size_t
walk_next(struct walk *walk, struct tally batch[WALK_BATCH])
{
	const struct tally *end = walk->set->tallies + walk->set->count;
	size_t count = 0;

	for (; walk->tally < end; walk->tally++)
		if (!take_keys(walk, walk->tally->mark, batch, &count) ||
		    !batch_add(batch, &count, walk->tally->mark, walk->tally->count))
			return count;
	take_keys(walk, UINT64_MAX, batch, &count);
	if (count == 0)
		page_keys_free(&walk->keys);
	return count;
}
