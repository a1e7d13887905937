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

/*
 * Stays are reckoned with in spans of days, of which the first begins with day 0.
 * Where so few of the leads that entered a span are left that units become too
 * coarse, the next span begins, with all that are left.
 */
struct exits {
	uint32_t *to; /* the stages to which leads go, in order */
	size_t ways; /* how many they are; if none, the rest is not there */
	size_t *span_end; /* of each day that is reckoned with, the day behind its span */
	/*
	 * For each day a row of ways + 1 cells: the chance that a lead of its span has
	 * left before, and after each way.
	 */
	uint64_t *gone;
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

static inline const uint64_t *
exits_row(const struct exits *exits, size_t day)
{
	return exits->gone + day * (exits->ways + 1);
}

/* The chance of a lead that has stayed so many days to go that way on that day. */
static inline double
exits_leave(const struct exits *exits, size_t day, size_t way)
{
	const uint64_t *row = exits_row(exits, day);

	return (double)(row[way + 1] - row[way]) / (double)(EXITS_ONE - row[0]);
}

/* The chance to be there still when that day ends; 0 if all leave on it. */
static inline double
exits_stay(const struct exits *exits, size_t day)
{
	const uint64_t *row;

	if (exits->ways == 0)
		return 1;
	row = exits_row(exits, day);
	return (double)(EXITS_ONE - row[exits->ways]) / (double)(EXITS_ONE - row[0]);
}

/*
 * For exits_draw: finds the day from low to before high, which is within one span,
 * and the way in whose cell `drawn` falls.
 */
void exits_find(const struct exits *exits, size_t low, size_t high, uint64_t drawn,
    size_t *day, uint32_t *to);

/*
 * Draws how long a lead stays that has stayed so long already, and where it
 * goes; false if it stays until end or longer.
 */
static inline bool
exits_draw(const struct exits *exits, struct rng *rng, size_t stayed, size_t end,
    size_t *days, uint32_t *to)
{
	while (stayed < end && exits->ways > 0) {
		size_t high = exits->span_end[stayed] < end ? exits->span_end[stayed] : end;
		uint64_t before = exits_row(exits, stayed)[0];
		uint64_t drawn = before + rng_below(rng, EXITS_ONE - before);

		if (drawn < exits_row(exits, high - 1)[exits->ways]) {
			exits_find(exits, stayed, high, drawn, days, to);
			return true;
		}
		stayed = high;
	}
	return false;
}

#endif
