#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/radix.h"
#include "report/durations.h"

enum {
	PENDING_MIN = 2,
	/* The first merge is after that many tallies. */
	PENDING_MERGED = 4096,
	/* Fewer tallies are sorted faster by comparing them. */
	RADIX_MIN = 256,
	/* A set of that many tallies is large: the table of pages is small beside them. */
	LARGE = 16384,
	/* A duration that is on a page that often takes less memory as a tally. */
	OFTEN = 8,
	/* The first search for such durations comes with that many blocks, 256 KiB. */
	PAGES_LIMIT = 2048,
	/* A page of that many blocks is dense: on average, it has each duration four times. */
	DENSE = (4 << PAGE_BITS) / BLOCK_LOWS + 1,
	/* Without those that are there that often, a dense page is at most half as long. */
	OFTEN_DENSE = 3,
};

void
durations_free(struct durations *set)
{
	free(set->tallies);
	free(set->pending);
	secondset_free(set->seconds);
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
 * Merges the pending tallies into the others, in place and from the end: the
 * tallies that are where they belong begin at `to`, after room for those to come.
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
 * The set is large: from now on visits of whole seconds go to pages, and those that are
 * there go, too, unless they take less memory as a tally.
 */
static void
begin_pages(struct durations *set)
{
	size_t left = 0;

	set->seconds = secondset_new();
	set->seconds_limit = PAGES_LIMIT;
	for (size_t i = 0; i < set->count; i++) {
		const struct tally *tally = &set->tallies[i];
		uint64_t usec = (uint64_t)tally_usec(tally);
		uint64_t second = usec / (uint64_t)USEC_PER_SEC;

		if (tally->count >= OFTEN || second >= SECONDSET_END ||
		    second * (uint64_t)USEC_PER_SEC != usec) {
			set->tallies[left++] = *tally;
			continue;
		}
		for (uint64_t k = 0; k < tally->count; k++)
			durations_add_second(set, (uint32_t)second, tally->mark & 1);
	}
	set->count = left;
	set->tallies = mem_resize(set->tallies, left + 1, sizeof(*set->tallies));
	/* Few tallies may come from now on. */
	free(set->pending);
	set->pending = NULL;
	set->pending_room = 0;
}

/*
 * There may be a quarter as many pending tallies as others. Then each tally is
 * moved four or five times, however many there will be, and the pending ones take
 * little memory beside them.
 */
void
durations_make_room(struct durations *set)
{
	if (set->pending_room >= PENDING_MERGED) {
		settle(set);
		if (set->seconds == NULL && set->count >= LARGE)
			begin_pages(set);
		else if (set->pending_room >= set->count / 4)
			return;
	}
	set->pending_room = set->pending_room == 0 ? PENDING_MIN : 2 * set->pending_room;
	set->pending =
	    mem_resize(set->pending, set->pending_room, sizeof(*set->pending));
}

/* The distance between the marks of one second and those of the next. */
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

/* Whether a key occurs that often. The keys are in order. */
static bool
any_often(const struct secondset_keys *keys, size_t often)
{
	for (size_t i = often - 1; i < keys->count; i++)
		if (keys->key[i] == keys->key[i - (often - 1)])
			return true;
	return false;
}

/*
 * Turns durations that occur often on the pages of `high` into tallies. On dense
 * pages fewer times are often, so that sorting a page never takes much memory. The
 * other visits are added again, and need no more blocks than before.
 */
static void
thin_out(struct durations *set, size_t high, struct secondset_keys *keys)
{
	const uint32_t *key;
	size_t often;

	secondset_sort(set->seconds, high, keys);
	often = keys->count < (size_t)DENSE * BLOCK_LOWS ? OFTEN : OFTEN_DENSE;
	if (!any_often(keys, often))
		return;
	secondset_clear(set->seconds, high);
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
 * Called whenever the pages have grown to four times their size: many of their
 * visits may have the same few durations. After it, none is there OFTEN times.
 */
static void
thin_out_all(struct durations *set, struct secondset_keys *keys)
{
	set->seconds_limit = SIZE_MAX;
	for (size_t high = 0; high < PAGES; high++)
		thin_out(set, high, keys);
	set->seconds_limit = 4 * set->seconds->used + PAGES_LIMIT;
}

struct page *
durations_make_page_room(struct durations *set, uint32_t second, bool open)
{
	struct page *page = secondset_find(set->seconds, second, open);
	struct secondset_keys keys = { 0 };

	if (set->seconds->used >= set->seconds_limit)
		thin_out_all(set, &keys);
	else if (page->count == DENSE)
		thin_out(set, second >> PAGE_BITS, &keys);
	secondset_keys_free(&keys);
	if (page->free == 0)
		secondset_make_room(set->seconds, page);
	return page;
}

void
durations_put_waiting(struct durations *set)
{
	struct secondset *seconds = set->seconds;

	secondset_fetch(seconds);
	for (size_t i = 0; i < seconds->waiting_count; i++)
		durations_add_second(
		    set, seconds->waiting[i] >> 1, seconds->waiting[i] & 1);
	seconds->waiting_count = 0;
}

void
walk_begin(struct walk *walk, struct durations *set)
{
	if (set->seconds != NULL)
		durations_put_waiting(set);
	settle(set);
	*walk = (struct walk){ .set = set,
		.high = set->seconds == NULL ? PAGES : 0 };
}

/* If the pages at hand are finished, turns to the next ones; false if there are none. */
static bool
turn_page(struct walk *walk)
{
	while (walk->next == walk->keys.count && walk->high < PAGES) {
		walk->base = base_mark(walk->high);
		secondset_sort(walk->set->seconds, walk->high++, &walk->keys);
		walk->next = 0;
	}
	return walk->next < walk->keys.count;
}

/* Adds visits to a batch; false if it is full and their mark is not its last one. */
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

/* Takes the keys with marks below that one; false if the batch is full before. */
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
	size_t count = 0;

	for (; walk->tally < walk->set->count; walk->tally++) {
		const struct tally *tally = &walk->set->tallies[walk->tally];

		if (!take_keys(walk, tally->mark, batch, &count) ||
		    !batch_add(batch, &count, tally->mark, tally->count))
			return count;
	}
	take_keys(walk, UINT64_MAX, batch, &count);
	if (count == 0)
		secondset_keys_free(&walk->keys);
	return count;
}
