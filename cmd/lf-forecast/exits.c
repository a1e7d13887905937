#include <stdlib.h>

#include "base/decimal.h"
#include "base/mem.h"

#include "exits.h"

/*
 * At ages at which fewer visits than this were seen, the chance to leave is a mean:
 * over the second half of the ages up to the last one that has them, and over all
 * later ones, so that those who stay for long after the others have left count.
 */
enum { FEW_VISITS = 10 };

/* So many rows are drawn, and fetched, before they are counted: see count_visits. */
enum { DRAWN = 32 };

/* What has been seen of a stage. */
struct tally {
	int64_t first; /* the day of the first exit */
	size_t ages; /* of the visits: 0 to ages - 1 */
	int64_t *seen; /* of each age, the visits */
	uint64_t *left; /* of each age and way, the exits */
	uint32_t *way; /* of each stage from 0 on, its way + 1, or 0 */
};

/* Whether a visit counts, and the last age at which it has been seen. */
static bool
seen_age(const struct history *history, const struct stay *stay, int64_t day, size_t *age,
    bool *left)
{
	if (stay->from == 0 || history->ends[stay->from] || stay->entered >= day)
		return false;
	*left = stay->to != 0 && stay->left < day;
	*age = (size_t)(*left ? stay->left - stay->entered : day - 1 - stay->entered);
	return true;
}

/* Finds how old visits become, when the first ones end, and where they go. */
static void
survey(struct tally *tallies, const struct history *history, int64_t day)
{
	for (size_t i = 0; i < history->count; i++) {
		const struct stay *stay = &history->stays[i];
		struct tally *tally = &tallies[stay->from];
		size_t age;
		bool left;

		if (!seen_age(history, stay, day, &age, &left))
			continue;
		if (age >= tally->ages)
			tally->ages = age + 1;
		if (!left)
			continue;
		tally->way[stay->to] = 1;
		if (stay->left < tally->first)
			tally->first = stay->left;
	}
}

/* Numbers the ways out of a stage in the order of the stages they lead to. */
static void
number_ways(struct tally *tally, struct exits *exits, uint32_t stages)
{
	for (uint32_t to = 1; to <= stages; to++)
		if (tally->way[to] != 0)
			tally->way[to] = (uint32_t)++exits->ways;
	exits->to = mem_new(exits->ways, sizeof(*exits->to));
	for (uint32_t to = 1; to <= stages; to++)
		if (tally->way[to] != 0)
			exits->to[tally->way[to] - 1] = to;
	tally->seen = mem_new(tally->ages, sizeof(*tally->seen));
	tally->left = mem_new(tally->ages * exits->ways, sizeof(*tally->left));
}

/*
 * Visits are seen from the day of the stage's first exit on. Many logs begin to
 * record exits later than entries; what was open before would look as if it
 * never left (it is left-truncated).
 */
static void
count_visit(struct tally *tallies, const struct exits *exits,
    const struct history *history, int64_t day, const struct stay *stay)
{
	struct tally *tally = &tallies[stay->from];
	int64_t unseen = tally->first - stay->entered;
	size_t age;
	bool left;

	if (!seen_age(history, stay, day, &age, &left) || unseen > (int64_t)age)
		return;
	tally->seen[age]++;
	if (unseen > 0)
		tally->seen[unseen - 1]--;
	if (left)
		tally->left[age * exits[stay->from].ways + tally->way[stay->to] - 1]++;
}

/* Counts all rows, or, with rng, as many drawn from them. */
static void
count_visits(struct tally *tallies, const struct exits *exits,
    const struct history *history, int64_t day, struct rng *rng)
{
	const struct stay *batch[DRAWN];
	size_t count;

	for (size_t i = 0; i < history->count; i += count) {
		count = history->count - i < DRAWN ? history->count - i : DRAWN;
		for (size_t k = 0; k < count; k++) {
			size_t row = rng == NULL ? i + k : rng_below(rng, history->count);

			batch[k] = &history->stays[row];
			__builtin_prefetch(batch[k]);
		}
		for (size_t k = 0; k < count; k++)
			count_visit(tallies, exits, history, day, batch[k]);
	}
}

/* From the visits that are last seen at an age to those that are seen at it. */
static void
add_up(struct tally *tally)
{
	for (size_t age = tally->ages; age-- > 1;)
		tally->seen[age - 1] += tally->seen[age];
}

/* The exits by each way, and the visits, that stand for ages at which few were seen. */
static int64_t
count_mean(const struct tally *tally, size_t ways, uint64_t *left)
{
	size_t end = tally->ages;
	size_t age;
	int64_t visits = 0;

	while (end > 0 && tally->seen[end - 1] < FEW_VISITS)
		end--;
	age = end / 2;
	for (; age < tally->ages; age++) {
		visits += tally->seen[age];
		for (size_t way = 0; way < ways; way++)
			left[way] += tally->left[age * ways + way];
	}
	return visits;
}

/* A span ends when less than 2^-31 of its leads are left: half of the bits are used up. */
static bool
wears_out(uint64_t gone)
{
	return EXITS_ONE - gone < UINT64_C(1) << 31;
}

/* Writes the chances from the counts, day by day. */
static void
multiply(struct exits *exits, const struct tally *tally, size_t days)
{
	size_t ways = exits->ways;
	uint64_t *mean_left = mem_new(ways, sizeof(*mean_left));
	int64_t mean_visits = count_mean(tally, ways, mean_left);
	uint64_t *cell = exits->gone;
	uint64_t gone = 0;
	size_t begin = 0; /* of the span */

	for (size_t day = 0; day < days; day++) {
		bool own = day < tally->ages && tally->seen[day] >= FEW_VISITS;
		const uint64_t *left = own ? tally->left + day * ways : mean_left;
		int64_t visits = own ? tally->seen[day] : mean_visits;
		uint64_t stay = EXITS_ONE - gone;
		uint64_t exited = 0;

		*cell++ = gone;
		for (size_t way = 0; way < ways; way++) {
			exited += left[way];
			/* Those that all left together leave nothing to rounding. */
			*cell++ = gone +
			    (visits > 0 ? (uint64_t)((int128)stay * exited / visits) : 0);
		}
		gone = cell[-1];
		if (wears_out(gone) || day + 1 == days) {
			for (; begin <= day; begin++)
				exits->span_end[begin] = day + 1;
			gone = 0;
		}
	}
	free(mean_left);
}

/* From the tally of a stage to its chances. */
static void
reckon(struct exits *exits, struct tally *tally, size_t days)
{
	/* Where no lead has left, nothing adds up. */
	if (exits->ways == 0)
		return;
	add_up(tally);
	exits->span_end = mem_new(days, sizeof(*exits->span_end));
	exits->gone = mem_new(days * (exits->ways + 1), sizeof(*exits->gone));
	multiply(exits, tally, days);
}

struct exits *
exits_learn(const struct history *history, int64_t day, size_t days, struct rng *rng)
{
	uint32_t stages = history->stages;
	struct exits *exits = mem_new(stages + 1, sizeof(*exits));
	struct tally *tallies = mem_new(stages + 1, sizeof(*tallies));

	for (uint32_t stage = 1; stage <= stages; stage++)
		tallies[stage] = (struct tally){ .first = day,
			.way = mem_new(stages + 1, sizeof(*tallies->way)) };
	survey(tallies, history, day);
	for (uint32_t stage = 1; stage <= stages; stage++)
		number_ways(&tallies[stage], &exits[stage], stages);
	count_visits(tallies, exits, history, day, rng);
	for (uint32_t stage = 1; stage <= stages; stage++) {
		reckon(&exits[stage], &tallies[stage], days);
		free(tallies[stage].seen);
		free(tallies[stage].left);
		free(tallies[stage].way);
	}
	free(tallies);
	return exits;
}

void
exits_free(struct exits *exits, uint32_t stages)
{
	for (uint32_t stage = 1; stage <= stages; stage++) {
		free(exits[stage].to);
		free(exits[stage].span_end);
		free(exits[stage].gone);
	}
	free(exits);
}

void
exits_find(const struct exits *exits, size_t low, size_t high, uint64_t drawn, size_t *day,
    uint32_t *to)
{
	size_t cells = exits->ways + 1;
	size_t cell = low * cells;
	size_t end = high * cells;

	/* The cell with gone[cell] <= drawn < gone[cell + 1], which is in one row. */
	while (end - cell > 1) {
		size_t middle = cell + (end - cell) / 2;

		if (drawn >= exits->gone[middle])
			cell = middle;
		else
			end = middle;
	}
	*day = cell / cells;
	*to = exits->to[cell % cells];
}
