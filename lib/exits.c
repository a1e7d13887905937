#include <stdlib.h>

#include "decimal.h"
#include "exits.h"
#include "mem.h"

/*
 * From the age on that fewer visits than this have reached, the chance to leave
 * is held constant, at what it was on the mean over the second half of the ages
 * before; for a stage with fewer visits, over all ages.
 */
enum { TAIL_VISITS = 10 };

/* What has been seen of a stage. */
struct tally {
	size_t ages; /* of the visits: 0 to ages - 1 */
	uint64_t *last; /* of each age, the visits last seen with it; then those with it at all */
	uint64_t *left; /* of each age and way, the exits */
	uint32_t *way; /* of each stage from 0 on, its way + 1, or 0 */
};

/* Whether a visit counts, and the last age at which it has been seen. */
static bool
seen_age(const struct stay *stay, const bool *ends, int64_t day, size_t *age, bool *left)
{
	if (stay->from == 0 || ends[stay->from] || stay->entered >= day)
		return false;
	*left = stay->to != 0 && stay->left < day;
	*age = (size_t)(*left ? stay->left - stay->entered : day - 1 - stay->entered);
	return true;
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
	tally->last = mem_new(tally->ages, sizeof(*tally->last));
	tally->left = mem_new(tally->ages * exits->ways, sizeof(*tally->left));
}

static void
count_visits(struct tally *tallies, struct exits *exits, const struct stay *stays,
    size_t count, const bool *ends, int64_t day)
{
	for (size_t i = 0; i < count; i++) {
		struct tally *tally = &tallies[stays[i].from];
		size_t age;
		bool left;

		if (!seen_age(&stays[i], ends, day, &age, &left))
			continue;
		tally->last[age]++;
		if (left)
			tally->left[age * exits[stays[i].from].ways +
			    tally->way[stays[i].to] - 1]++;
	}
}

/* The exits by each way, and all visits, at the ages whose mean is the tail's chance. */
static void
count_tail(const struct tally *tally, size_t ways, size_t from, size_t to, uint64_t *left,
    uint64_t *visits)
{
	*visits = 0;
	for (size_t age = from; age < to; age++) {
		*visits += tally->last[age];
		for (size_t way = 0; way < ways; way++)
			left[way] += tally->left[age * ways + way];
	}
}

/* Writes the chances from the counts, age by age, as long as leads are left. */
static void
multiply(struct exits *exits, const struct tally *tally)
{
	size_t ways = exits->ways;
	uint64_t *tail = mem_new(ways, sizeof(*tail));
	uint64_t tail_visits;
	uint64_t gone = 0;
	uint64_t *cell = exits->before;
	size_t known = 0;

	while (known < tally->ages && tally->last[known] >= TAIL_VISITS)
		known++;
	if (known > 0)
		count_tail(tally, ways, known / 2, known, tail, &tail_visits);
	else
		count_tail(tally, ways, 0, tally->ages, tail, &tail_visits);
	for (size_t age = 0; age < exits->days; age++) {
		uint64_t stay = EXITS_ONE - gone;
		const uint64_t *left = age < known ? tally->left + age * ways : tail;
		uint64_t visits = age < known ? tally->last[age] : tail_visits;

		for (size_t way = 0; way < ways; way++) {
			*cell++ = gone;
			if (visits > 0)
				gone += (uint64_t)((int128)stay * left[way] / visits);
		}
	}
	*cell = gone;
	free(tail);
}

struct exits *
exits_learn(const struct stay *stays, size_t count, uint32_t stages, const bool *ends,
    int64_t day, size_t days)
{
	struct exits *exits = mem_new(stages + 1, sizeof(*exits));
	struct tally *tallies = mem_new(stages + 1, sizeof(*tallies));

	for (uint32_t stage = 1; stage <= stages; stage++)
		tallies[stage].way = mem_new(stages + 1, sizeof(*tallies->way));
	for (size_t i = 0; i < count; i++) {
		struct tally *tally = &tallies[stays[i].from];
		size_t age;
		bool left;

		if (!seen_age(&stays[i], ends, day, &age, &left))
			continue;
		if (age >= tally->ages)
			tally->ages = age + 1;
		if (left)
			tally->way[stays[i].to] = 1;
	}
	for (uint32_t stage = 1; stage <= stages; stage++)
		number_ways(&tallies[stage], &exits[stage], stages);
	count_visits(tallies, exits, stays, count, ends, day);
	for (uint32_t stage = 1; stage <= stages; stage++) {
		struct tally *tally = &tallies[stage];

		for (size_t age = tally->ages; age-- > 1;)
			tally->last[age - 1] += tally->last[age];
		exits[stage].days = days;
		exits[stage].before =
		    mem_new(days * exits[stage].ways + 1, sizeof(*exits->before));
		multiply(&exits[stage], tally);
		free(tally->last);
		free(tally->left);
		free(tally->way);
	}
	free(tallies);
	return exits;
}

void
exits_free(struct exits *exits, uint32_t stages)
{
	for (uint32_t stage = 1; stage <= stages; stage++) {
		free(exits[stage].to);
		free(exits[stage].before);
	}
	free(exits);
}

bool
exits_draw(const struct exits *exits, struct rng *rng, size_t stayed, size_t end,
    size_t *days, uint32_t *to)
{
	size_t low = stayed * exits->ways;
	size_t high = end * exits->ways;
	uint64_t drawn;

	if (low == high || exits->before[low] == EXITS_ONE)
		return false;
	drawn = exits->before[low] + rng_below(rng, EXITS_ONE - exits->before[low]);
	if (drawn >= exits->before[high])
		return false;
	/* The cell with before[low] <= drawn < before[low + 1]. */
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (drawn >= exits->before[middle])
			low = middle;
		else
			high = middle;
	}
	*days = low / exits->ways;
	*to = exits->to[low % exits->ways];
	return true;
}
