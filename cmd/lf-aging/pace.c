#include <stdlib.h>

#include "base/mem.h"
#include "base/radix.h"

#include "pace.h"

/* What open visits are sorted by: there may be millions of them. */
struct key {
	uint64_t sojourn;
	const struct visit *visit;
};

/* The longest sojourn has that many bits. */
enum { SOJOURN_BITS = 63 };

/* Sets the visits of paces, by sojourn. */
static void
sort_visits(struct pace *paces, const struct cell *cell)
{
	struct key *keys = mem_new(cell->durations.open, sizeof(*keys));
	struct key *spare = mem_new(cell->durations.open, sizeof(*spare));
	const struct visit *visit = cell->open;
	const struct key *sorted;

	for (size_t i = 0; i < cell->durations.open; i++, visit = visit->next)
		keys[i] = (struct key){ (uint64_t)visit->sojourn, visit };
	sorted = radix_sort(keys, spare, cell->durations.open, sizeof(*keys), SOJOURN_BITS);
	for (size_t i = 0; i < cell->durations.open; i++)
		paces[i] = (struct pace){ .visit = sorted[i].visit,
			.sojourn = (int64_t)sorted[i].sojourn };
	free(keys);
	free(spare);
}

/* The visits whose curves are known: the first n are, up to their sojourn, and ahead of it. */
struct known {
	size_t now, ahead;
};

/* The curve stays as it is up to that time. */
static void
note_up_to(struct pace *paces, size_t count, struct known *known, const struct curve *curve,
    int64_t usec, int64_t ahead)
{
	while (known->now < count && paces[known->now].sojourn < usec)
		paces[known->now++].now = *curve;
	while (known->ahead < known->now && usec - paces[known->ahead].sojourn > ahead) {
		struct pace *pace = &paces[known->ahead++];

		if (pace->now.value > 0)
			pace->ahead = curve_since(&pace->now, curve);
	}
}

/* Finds all curves on one walk. Those ahead of the longest visit are as at its end. */
static void
find_curves(struct pace *paces, size_t count, struct durations *durations, int64_t ahead)
{
	struct tally batch[WALK_BATCH];
	struct known known = { 0, 0 };
	struct curve curve;
	struct walk walk;
	size_t taken;

	curve_begin(&curve, durations_count(durations));
	walk_begin(&walk, durations);
	while ((taken = walk_next(&walk, batch)) > 0)
		for (size_t i = 0; i < taken; i++) {
			note_up_to(
			    paces, count, &known, &curve, tally_usec(&batch[i]), ahead);
			curve_take(&curve, &batch[i]);
		}
	note_up_to(paces, count, &known, &curve, INT64_MAX, -1);
}

struct pace *
pace_of(struct cell *cell, int64_t ahead)
{
	struct pace *paces = mem_new(cell->durations.open, sizeof(*paces));

	sort_visits(paces, cell);
	find_curves(paces, cell->durations.open, &cell->durations, ahead);
	return paces;
}

struct pace *
pace_of_sojourns(struct durations *durations, int64_t ahead, size_t *count)
{
	struct pace *paces = NULL;
	struct tally batch[WALK_BATCH];
	struct walk walk;
	size_t taken, room = 0;

	*count = 0;
	walk_begin(&walk, durations);
	while ((taken = walk_next(&walk, batch)) > 0)
		for (size_t i = 0; i < taken; i++) {
			if (tally_completed(&batch[i]) > 0)
				continue;
			paces = mem_grow(paces, *count, &room, sizeof(*paces));
			paces[(*count)++] = (struct pace){ .count = batch[i].count,
				.sojourn = tally_usec(&batch[i]) };
		}
	find_curves(paces, *count, durations, ahead);
	return paces;
}

bool
pace_is_stuck(const struct pace *pace, int64_t millionths)
{
	return pace->now.value <= 0 || curve_over_at_most(&pace->ahead, millionths);
}
