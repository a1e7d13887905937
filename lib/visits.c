#include <stdlib.h>

#include "map.h"
#include "mem.h"
#include "visits.h"

enum { STAGES = 8, ELSEWHERE = 15 };

struct visits_more {
	struct map *counts; /* from struct place */
};

struct place {
	uintptr_t lead;
	uintptr_t stage;
};

struct visits_more *
visits_new(void)
{
	struct visits_more *more = mem_new(1, sizeof(*more));

	more->counts = map_new(sizeof(uint64_t), 8);
	return more;
}

void
visits_free(struct visits_more *more)
{
	map_free(more->counts);
	free(more);
}

void
visits_clear(struct visits_more *more)
{
	if (map_count(more->counts) == 0)
		return;
	map_free(more->counts);
	more->counts = map_new(sizeof(uint64_t), 8);
}

/* The count in the lead's own bytes, or ELSEWHERE. */
static unsigned
inside(const struct visits *visits, uint32_t stage)
{
	unsigned at = stage - 1;

	return at < STAGES ? (unsigned)visits->counts[at / 2] >> at % 2 * 4 & 15 : ELSEWHERE;
}

uint64_t
visits_get(const struct visits_more *more, const struct visits *visits, uint32_t stage)
{
	unsigned count = inside(visits, stage);
	struct place place = { (uintptr_t)visits, stage };
	const uint64_t *found;

	if (count != ELSEWHERE)
		return count;
	found = map_get(more->counts, (struct span){ (const char *)&place, sizeof(place) });
	return found == NULL ? 0 : *found;
}

void
visits_set(
    struct visits_more *more, struct visits *visits, uint32_t stage, uint64_t count)
{
	unsigned at = stage - 1;
	unsigned kept = count < ELSEWHERE ? (unsigned)count : ELSEWHERE;
	struct place place = { (uintptr_t)visits, stage };
	bool fresh;

	if (at < STAGES) {
		unsigned char *byte = &visits->counts[at / 2];

		*byte = (unsigned char)((*byte & (at % 2 == 0 ? 0xf0 : 0x0f)) |
		    kept << at % 2 * 4);
		if (kept != ELSEWHERE)
			return;
	}
	*(uint64_t *)map_put(more->counts,
	    (struct span){ (const char *)&place, sizeof(place) }, &fresh) = count;
}
