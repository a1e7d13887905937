/*
 * Several methods of forecasting, from past origins, with what was known there: what
 * each expected, beside what came.
 */
#ifndef LF_REPLAY_H
#define LF_REPLAY_H

#include "exits.h"
#include "inflow.h"

/*
 * A method learns chances from a window and takes new leads by a rule of inflow. One
 * more says that entries come again as in the last period (the naive forecast).
 */
enum { RULES_MAX = 4, METHODS_MAX = WINDOWS * RULES_MAX + 1 };

struct rules {
	struct inflow rule[RULES_MAX];
	size_t count;
	bool naive;
};

/*
 * The last period, the last 3, the last 12, a year ago; and the naive forecast, which
 * counts like all those others together that do not look a year back.
 */
struct rules rules_all(const struct horizon *horizon);

/*
 * How many origins an origin learns from: 24; by days 28, which are four weeks. Half
 * as many more are replayed, so that the first of them have learnt, too.
 */
enum { MEMORY_MAX = 28 };
size_t replay_memory(const struct horizon *horizon);

/* What the methods expected at an origin. */
struct origin {
	size_t periods;
	bool *there; /* of each method: there were days to learn from */
	double *expected; /* by method, period and stage */
	double *came; /* by period and stage; not of the last origin of a forecast */
	double *swing; /* of each stage: see daily_swing */
};

struct replay {
	uint32_t stages;
	size_t methods;
	bool late[METHODS_MAX]; /* the method looks a year back, further than others */
	double times[METHODS_MAX]; /* it counts as that many methods */
	int64_t first; /* the period of the first origin */
	size_t count;
	size_t ahead; /* this many periods are learnt from */
	struct origin *origins;
};

/*
 * The periods whose origins are to be replayed where those from the period `first`
 * to before `end` are asked for. Each has a complete period before it.
 */
struct days replay_periods(const struct history *history, const struct horizon *horizon,
    int64_t first, int64_t end);

/*
 * Replays the origins in these periods: from the last one, it forecasts `last_ahead`
 * periods, from the others `ahead`.
 */
void replay_run(struct replay *replay, const struct history *history, struct stays stays,
    const struct horizon *horizon, const struct rules *rules, struct days periods,
    size_t ahead, size_t last_ahead);
void replay_free(struct replay *replay);

/* What a method expected at an origin, by stage. */
static inline double *
replay_expected(const struct replay *replay, size_t origin, size_t method, size_t period)
{
	const struct origin *at = &replay->origins[origin];

	return at->expected + (method * at->periods + period) * (replay->stages + 1);
}

static inline const double *
replay_came(const struct replay *replay, size_t origin, size_t period)
{
	return replay->origins[origin].came + period * (replay->stages + 1);
}

/* Whether it was known at the origin `now` what came in that period of an origin before. */
static inline bool
replay_known(size_t origin, size_t period, size_t now)
{
	return origin + period < now;
}

#endif
