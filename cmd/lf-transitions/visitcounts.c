#include <stdlib.h>

#include "base/map.h"
#include "base/mem.h"

#include "visitcounts.h"

struct place {
	uintptr_t lead;
	uintptr_t stage;
};

struct visitcounts_more {
	struct map *counts; /* from struct place */
	struct place *sorted; /* all of them, once visitcounts_next has been called */
};

struct visitcounts_more *
visitcounts_new(void)
{
	struct visitcounts_more *more = mem_new(1, sizeof(*more));

	more->counts = map_new(sizeof(uint64_t), 8);
	return more;
}

void
visitcounts_free(struct visitcounts_more *more)
{
	map_free(more->counts);
	free(more->sorted);
	free(more);
}

void
visitcounts_clear(struct visitcounts_more *more)
{
	if (map_count(more->counts) > 0)
		map_clear(more->counts);
}

uint64_t
visitcounts_get_more(
    const struct visitcounts_more *more, const struct visitcounts *visits, uint32_t stage)
{
	struct place place = { (uintptr_t)visits, stage };
	const uint64_t *found =
	    map_get(more->counts, (struct span){ (const char *)&place, sizeof(place) });

	return found == NULL ? 0 : *found;
}

void
visitcounts_set_more(struct visitcounts_more *more, struct visitcounts *visits,
    uint32_t stage, uint64_t count)
{
	struct place place = { (uintptr_t)visits, stage };
	bool fresh;

	if (stage - 1 < VISITCOUNTS_STAGES)
		visitcounts_store(visits,
		    visitcounts_load(visits) |
			(uint32_t)VISITCOUNTS_ELSEWHERE << visitcounts_bit(stage));
	*(uint64_t *)map_put(more->counts,
	    (struct span){ (const char *)&place, sizeof(place) }, &fresh) = count;
}

bool
visitcounts_whole(const struct visitcounts *visits, uint32_t stages)
{
	uint32_t counts = visitcounts_load(visits);

	/* VISITCOUNTS_ELSEWHERE has all four bits. */
	return stages <= VISITCOUNTS_STAGES &&
	    (counts & counts >> 1 & counts >> 2 & counts >> 3 & 0x11111111) == 0;
}

static int
compare(const struct place *a, const struct place *b)
{
	if (a->lead != b->lead)
		return a->lead < b->lead ? -1 : 1;
	return (a->stage > b->stage) - (a->stage < b->stage);
}

static int
compare_places(const void *a, const void *b)
{
	return compare(a, b);
}

static struct place *
sort_places(const struct map *counts)
{
	struct place *places = mem_new(map_count(counts), sizeof(*places));
	struct map_cursor cursor = { 0 };
	const void *count;
	size_t at = 0;

	while ((count = map_next(counts, &cursor)) != NULL)
		memcpy(&places[at++], map_key(counts, count).ptr, sizeof(*places));
	qsort(places, at, sizeof(*places), compare_places);
	return places;
}

/* The first stage after that one whose count is not in the lead's four bytes, or 0. */
static uint32_t
next_elsewhere(
    struct visitcounts_more *more, const struct visitcounts *visits, uint32_t after)
{
	struct place place = { (uintptr_t)visits, after };
	size_t low = 0;
	size_t high = map_count(more->counts);

	if (high == 0)
		return 0;
	if (more->sorted == NULL)
		more->sorted = sort_places(more->counts);
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare(&more->sorted[middle], &place) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == map_count(more->counts) || more->sorted[low].lead != place.lead)
		return 0;
	return (uint32_t)more->sorted[low].stage;
}

uint32_t
visitcounts_next(
    struct visitcounts_more *more, const struct visitcounts *visits, uint32_t after)
{
	for (uint32_t stage = after + 1; stage <= VISITCOUNTS_STAGES; stage++)
		if (visitcounts_inside(visits, stage) != 0)
			return stage;
	return next_elsewhere(
	    more, visits, after < VISITCOUNTS_STAGES ? VISITCOUNTS_STAGES : after);
}
