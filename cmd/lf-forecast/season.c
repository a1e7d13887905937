#include "season.h"

/*
 * A place must have been seen this often, or nothing is learnt from it. Periods in a row,
 * such as the weeks of a month, are one time: what was special then was so in all of them.
 */
enum { SEEN_ENOUGH = 3 };

enum { PLACES_MAX = 7 };

/* What came and what a method expected at an origin, of one of its periods. */
struct pair {
	size_t place;
	double came, expected;
};

/* The sums of these, by place. */
struct places {
	size_t count, origins;
	size_t seen[PLACES_MAX];
	double came[PLACES_MAX], expected[PLACES_MAX];
};

static double
square(double x)
{
	return x * x;
}

static void
sum_places(const struct pair *pairs, size_t count, struct places *places)
{
	for (size_t i = 0; i < count; i++) {
		size_t place = pairs[i].place;

		places->origins++;
		places->seen[place] += i == 0 || pairs[i - 1].place != place;
		places->came[place] += pairs[i].came;
		places->expected[place] += pairs[i].expected;
	}
}

/* Scales what was expected, so that it is in all what came. False if that cannot be. */
static bool
level_out(struct pair *pairs, size_t count, struct places *places)
{
	double came = 0;
	double expected = 0;

	for (size_t place = 0; place < places->count; place++) {
		if (places->seen[place] < SEEN_ENOUGH || places->expected[place] <= 0)
			return false;
		came += places->came[place];
		expected += places->expected[place];
	}
	for (size_t i = 0; i < count; i++)
		pairs[i].expected *= came / expected;
	for (size_t place = 0; place < places->count; place++)
		places->expected[place] *= came / expected;
	return came > 0;
}

/* The variance of came / expected within places, each weighted by expected. */
static double
variance_within(const struct pair *pairs, size_t count, const struct places *places)
{
	double sum = 0;

	for (size_t i = 0; i < count; i++) {
		size_t place = pairs[i].place;
		double ratio = places->came[place] / places->expected[place];

		if (pairs[i].expected > 0)
			sum += square(pairs[i].came - pairs[i].expected * ratio) /
			    pairs[i].expected;
	}
	return sum / (double)(places->origins - places->count);
}

/* The variance of that ratio between places: the estimate of Buehlmann and Straub. */
static double
variance_between(const struct places *places, double within)
{
	double total = 0, squares = 0, apart = 0;

	for (size_t place = 0; place < places->count; place++) {
		double expected = places->expected[place];

		total += expected;
		squares += square(expected);
		apart += expected * square(places->came[place] / expected - 1);
	}
	return (apart - (double)(places->count - 1) * within) / (total - squares / total);
}

/*
 * What came over what was expected, place by place, drawn towards 1 by its
 * credibility: H. Buehlmann and E. Straub, Glaubwuerdigkeit fuer Schadensaetze,
 * Mitteilungen der Vereinigung schweizerischer Versicherungsmathematiker 70 (1970),
 * 111-133.
 */
static void
factors_of(struct pair *pairs, size_t count, size_t place_count, double *factors)
{
	struct places places = { .count = place_count };
	double within, between;

	for (size_t place = 0; place < place_count; place++)
		factors[place] = 1;
	sum_places(pairs, count, &places);
	if (place_count < 2 || !level_out(pairs, count, &places))
		return;
	within = variance_within(pairs, count, &places);
	between = variance_between(&places, within);
	for (size_t place = 0; place < place_count && between > 0; place++) {
		double evidence = places.expected[place] * between;
		double ratio = places.came[place] / places.expected[place];

		factors[place] = 1 + evidence / (evidence + within) * (ratio - 1);
	}
}

static size_t
season_at(const struct replay *replay, const struct horizon *horizon, size_t origin,
    size_t period)
{
	return horizon_place(horizon, replay->first + (int64_t)(origin + period));
}

/* One method's expectations of a stage, from an origin. */
struct subject {
	size_t origin, method;
	uint32_t stage;
};

/* The factors of the places, as far ahead as that period, learnt from origins before. */
static void
learn(const struct replay *replay, const struct horizon *horizon, size_t memory,
    const struct subject *of, size_t period, double *factors)
{
	struct pair pairs[MEMORY_MAX];
	size_t count = 0;

	for (size_t past = of->origin > memory ? of->origin - memory : 0;
	     replay_known(past, period, of->origin); past++)
		if (replay->origins[past].there[of->method])
			pairs[count++] = (struct pair){ season_at(replay, horizon, past, period),
				replay_came(replay, past, period)[of->stage],
				replay_expected(replay, past, of->method, period)[of->stage] };
	factors_of(pairs, count, horizon_places(horizon), factors);
}

/* Periods further ahead than those that are learnt from are like the last of these. */
static void
correct(struct replay *replay, const struct horizon *horizon, size_t memory,
    const struct subject *of)
{
	double factors[PLACES_MAX];

	for (size_t period = 0; period < replay->origins[of->origin].periods; period++) {
		if (period < replay->ahead)
			learn(replay, horizon, memory, of, period, factors);
		replay_expected(replay, of->origin, of->method, period)[of->stage] *=
		    factors[season_at(replay, horizon, of->origin, period)];
	}
}

void
season_correct(struct replay *replay, const struct horizon *horizon, size_t memory)
{
	/* The last first: each needs those before it as they were. */
	for (size_t origin = replay->count; origin-- > 0;)
		for (size_t method = 0; method < replay->methods; method++)
			for (uint32_t stage = 1; stage <= replay->stages; stage++)
				correct(replay, horizon, memory,
				    &(struct subject){ origin, method, stage });
}
