/*
 * How long leads stay in a stage, in whole days, and where they go then: the
 * chances of competing exits after Aalen and Johansen, on a daily grid.
 *
 * A visit that begins on day a and ends on day b has stayed b - a days.
 */
#ifndef LF_EXITS_H
#define LF_EXITS_H

#include "history.h"
#include "rng.h"

/* Chances are counted in units of 1/EXITS_ONE: integers, the same everywhere. */
#define EXITS_ONE (UINT64_C(1) << 62)

struct exits {
	uint32_t *to; /* the stages to which leads go, in order */
	size_t ways; /* how many they are */
	size_t days; /* stays of 0 to days - 1 days are reckoned with */
	/* For each stay and way in turn, the chance of all before; then that of all. */
	uint64_t *before;
};

/*
 * The exits of each stage, for stays below days, learnt from what was known
 * before that day; none from stages where a lead's way ends. To be freed. With
 * rng, not from the rows themselves, but from as many drawn from them (Efron's
 * bootstrap, Ann. Stat. 7, 1979, 1-26): as they might have been.
 */
struct exits *exits_learn(
    const struct history *history, int64_t day, size_t days, struct rng *rng);
void exits_free(struct exits *exits, uint32_t stages);

/* The chance to stay that long or longer. */
static inline uint64_t
exits_stay(const struct exits *exits, size_t days)
{
	return EXITS_ONE - exits->before[days * exits->ways];
}

/* The chance to stay exactly that long and go that way. */
static inline uint64_t
exits_leave(const struct exits *exits, size_t days, size_t way)
{
	const uint64_t *cell = exits->before + days * exits->ways + way;

	return cell[1] - cell[0];
}

/* The stay and way, between these places in before, to which a chance belongs. */
void exits_find(const struct exits *exits, size_t low, size_t high, uint64_t drawn,
    size_t *days, uint32_t *to);

/*
 * Draws how long a lead stays that has stayed so long already, and where it
 * goes; false if it stays until end or longer.
 */
static inline bool
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
	exits_find(exits, low, high, drawn, days, to);
	return true;
}

#endif
