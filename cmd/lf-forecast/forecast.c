#include <stdlib.h>

#include "base/mem.h"

#include "exits.h"
#include "forecast.h"
#include "inflow.h"

/* No lead moves more often than that in a day: it might go round for ever. */
enum { MOVES_A_DAY = 1000 };

/*
 * So many rows are drawn, and chances reckoned, for all runs: where that is too
 * few, several runs share them.
 */
enum { LEARNING = 20000000 };

/* Open leads of a stage and an age. */
struct crowd {
	uint32_t stage;
	uint32_t leads;
	size_t age;
};

struct forecast {
	const struct history *history;
	const struct horizon *plan;
	size_t days; /* to forecast */
	size_t *period; /* of each day */
	size_t ages; /* that leads reach within these days */
	struct exits *exits;
	double **fresh; /* of each stage: the chance to leave after so many days, by way */
	struct crowd *crowds; /* by stage and age */
	size_t crowd_count;
	struct inflow *inflows; /* of each period; those of the same days share them */
	double *expected; /* of each day and stage */
	size_t runs;
	uint32_t *entries; /* of each period, stage and run, in order once simulated */
};

/* A future that is being played. */
struct play {
	struct forecast *forecast;
	struct exits *exits; /* as they might be */
	struct rng rng;
	size_t run;
};

static bool
is_open(const struct forecast *forecast, const struct stay *stay)
{
	const struct horizon *plan = forecast->plan;
	bool left = stay->to != 0 && stay->left < plan->day + plan->begun;

	return stay->from != 0 && !forecast->history->ends[stay->from] && !left &&
	    stay->entered < plan->day + plan->begun;
}

static int
compare_crowds(const void *left, const void *right)
{
	const struct crowd *a = left;
	const struct crowd *b = right;

	if (a->stage != b->stage)
		return a->stage < b->stage ? -1 : 1;
	return (a->age > b->age) - (a->age < b->age);
}

/* The open leads, in an order that is not that of the input's rows. */
static void
gather_crowds(struct forecast *forecast)
{
	const struct history *history = forecast->history;
	struct crowd *crowds = NULL;
	size_t count = 0;
	size_t room = 0;
	size_t kept = 0;

	for (size_t i = 0; i < history->count; i++) {
		const struct stay *stay = &history->stays[i];

		if (!is_open(forecast, stay))
			continue;
		crowds = mem_grow(crowds, count, &room, sizeof(*crowds));
		crowds[count++] = (struct crowd){ stay->from, 1,
			(size_t)(forecast->plan->day - stay->entered) };
	}
	if (count > 0)
		qsort(crowds, count, sizeof(*crowds), compare_crowds);
	for (size_t i = 0; i < count; i++) {
		if (kept > 0 && compare_crowds(&crowds[kept - 1], &crowds[i]) == 0)
			crowds[kept - 1].leads++;
		else
			crowds[kept++] = crowds[i];
	}
	forecast->crowds = crowds;
	forecast->crowd_count = kept;
}

static bool
shared(const struct forecast *forecast, size_t period)
{
	const struct days *days = &forecast->plan->inflow[period];

	return period > 0 && days->first == days[-1].first && days->end == days[-1].end;
}

static void
gather_inflows(struct forecast *forecast)
{
	const struct horizon *plan = forecast->plan;

	forecast->inflows = mem_new(plan->periods, sizeof(*forecast->inflows));
	for (size_t i = 0; i < plan->periods; i++) {
		if (shared(forecast, i))
			forecast->inflows[i] = forecast->inflows[i - 1];
		else
			inflow_init(
			    &forecast->inflows[i], forecast->history, plan->inflow[i]);
	}
}

static double *
expected_on(const struct forecast *forecast, size_t day)
{
	return forecast->expected + day * (forecast->history->stages + 1);
}

/*
 * Adds what to expect, on the days of the forecast from `day` to before `end`, of
 * so many leads that have stayed `age` days when `day` begins.
 */
static void
expect_exits(struct forecast *forecast, uint32_t stage, double leads, size_t age,
    size_t day, size_t end)
{
	const struct exits *exits = &forecast->exits[stage];

	for (; day < end; day++, age++) {
		for (size_t way = 0; way < exits->ways; way++)
			expected_on(forecast, day)[exits->to[way]] +=
			    leads * exits_leave(exits, age, way);
		leads *= exits_stay(exits, age);
	}
}

static void
expect_crowd(struct forecast *forecast, const struct crowd *crowd)
{
	double stay = exits_stay(&forecast->exits[crowd->stage], crowd->age);
	/* Leads that must leave on the first day do so in what is left of it. */
	double rest =
	    stay == 0 ? 1 : (double)forecast->plan->rest / (double)forecast->plan->whole;

	expect_exits(forecast, crowd->stage, crowd->leads * rest, crowd->age, 0, 1);
	expect_exits(forecast, crowd->stage, crowd->leads * (1 - rest * (1 - stay)),
	    crowd->age + 1, 1, forecast->days);
}

static void
expect_fresh(struct forecast *forecast, size_t day)
{
	const struct horizon *plan = forecast->plan;
	const struct inflow *inflow = &forecast->inflows[forecast->period[day]];
	double part = day == 0 ? (double)plan->rest / (double)plan->whole : 1;

	for (uint32_t stage = 1; stage <= forecast->history->stages; stage++)
		expected_on(forecast, day)[stage] +=
		    part * inflow_expected(inflow, plan->day + (int64_t)day, stage);
}

/* Leads that enter a stage go on, after so many days, to the next ones. */
static void
pass_on(const struct forecast *forecast, const double *leads, size_t days, double *to)
{
	for (uint32_t stage = 1; stage <= forecast->history->stages; stage++) {
		const struct exits *exits = &forecast->exits[stage];

		if (leads[stage] == 0)
			continue;
		for (size_t way = 0; way < exits->ways; way++)
			to[exits->to[way]] +=
			    leads[stage] * forecast->fresh[stage][days * exits->ways + way];
	}
}

/* Adds to a day's entries those of the leads that go on within the day. */
static void
pass_within_day(const struct forecast *forecast, double *entries)
{
	uint32_t stages = forecast->history->stages;
	double *leads = mem_new(stages + 1, sizeof(*leads));
	double *next = mem_new(stages + 1, sizeof(*next));
	double moved = 1;

	memcpy(leads, entries, (stages + 1) * sizeof(*leads));
	for (int i = 0; i < MOVES_A_DAY && moved > 1e-12; i++) {
		memset(next, 0, (stages + 1) * sizeof(*next));
		pass_on(forecast, leads, 0, next);
		moved = 0;
		for (uint32_t stage = 1; stage <= stages; stage++) {
			entries[stage] += next[stage];
			moved += next[stage];
		}
		memcpy(leads, next, (stages + 1) * sizeof(*leads));
	}
	free(leads);
	free(next);
}

/* What becomes of leads that enter a stage. */
static double *
chances_of_fresh(const struct exits *exits, size_t days)
{
	double *chances = mem_new(days * exits->ways, sizeof(*chances));
	double *chance = chances;
	double still = 1;

	for (size_t day = 0; day < days; day++) {
		for (size_t way = 0; way < exits->ways; way++)
			*chance++ = still * exits_leave(exits, day, way);
		still *= exits_stay(exits, day);
	}
	return chances;
}

static void
expect(struct forecast *forecast)
{
	for (size_t i = 0; i < forecast->crowd_count; i++)
		expect_crowd(forecast, &forecast->crowds[i]);
	for (size_t day = 0; day < forecast->days; day++) {
		expect_fresh(forecast, day);
		pass_within_day(forecast, expected_on(forecast, day));
		for (size_t later = 1; day + later < forecast->days; later++)
			pass_on(forecast, expected_on(forecast, day), later,
			    expected_on(forecast, day + later));
	}
}

struct forecast *
forecast_new(const struct history *history, const struct horizon *plan)
{
	struct forecast *forecast = mem_new(1, sizeof(*forecast));
	size_t oldest = 0;

	*forecast = (struct forecast){ .history = history,
		.plan = plan,
		.days = (size_t)(plan->ends[plan->periods - 1] - plan->day) };
	forecast->period = mem_new(forecast->days, sizeof(*forecast->period));
	for (size_t day = 1; day < forecast->days; day++) {
		size_t before = forecast->period[day - 1];

		forecast->period[day] =
		    before + (plan->day + (int64_t)day == plan->ends[before]);
	}
	gather_crowds(forecast);
	gather_inflows(forecast);
	for (size_t i = 0; i < forecast->crowd_count; i++)
		if (forecast->crowds[i].age > oldest)
			oldest = forecast->crowds[i].age;
	forecast->ages = oldest + forecast->days + 1;
	forecast->exits = exits_learn(history, plan->day, forecast->ages, NULL);
	forecast->fresh = mem_new(history->stages + 1, sizeof(*forecast->fresh));
	for (uint32_t stage = 1; stage <= history->stages; stage++)
		forecast->fresh[stage] =
		    chances_of_fresh(&forecast->exits[stage], forecast->days);
	forecast->expected =
	    mem_new(forecast->days * (history->stages + 1), sizeof(*forecast->expected));
	expect(forecast);
	return forecast;
}

void
forecast_free(struct forecast *forecast)
{
	for (size_t i = 0; i < forecast->plan->periods; i++)
		if (!shared(forecast, i))
			inflow_free(&forecast->inflows[i]);
	for (uint32_t stage = 1; stage <= forecast->history->stages; stage++)
		free(forecast->fresh[stage]);
	free(forecast->fresh);
	exits_free(forecast->exits, forecast->history->stages);
	free(forecast->period);
	free(forecast->crowds);
	free(forecast->inflows);
	free(forecast->expected);
	free(forecast->entries);
	free(forecast);
}

double
forecast_expected(const struct forecast *forecast, size_t period, uint32_t stage)
{
	double sum = 0;

	for (size_t day = 0; day < forecast->days; day++)
		if (forecast->period[day] == period)
			sum += expected_on(forecast, day)[stage];
	return sum;
}

/* The runs' entries of a period and stage. */
static uint32_t *
runs_of(const struct forecast *forecast, size_t period, uint32_t stage)
{
	return forecast->entries +
	    (period * forecast->history->stages + stage - 1) * forecast->runs;
}

/* Whether what happens on the first day happens in the part that is to come. */
static bool
is_to_come(struct play *play)
{
	const struct horizon *plan = play->forecast->plan;

	return plan->rest == plan->whole ||
	    rng_below(&play->rng, (uint64_t)plan->whole) < (uint64_t)plan->rest;
}

/* A lead enters a stage on that day, and goes on from there. */
static void
enter(struct play *play, uint32_t stage, size_t day)
{
	struct forecast *forecast = play->forecast;
	size_t stayed;

	for (int moves = 0; moves < MOVES_A_DAY; moves++) {
		runs_of(forecast, forecast->period[day], stage)[play->run]++;
		if (!exits_draw(&play->exits[stage], &play->rng, 0, forecast->days - day,
			&stayed, &stage))
			return;
		day += stayed;
		if (stayed > 0)
			moves = 0;
	}
}

static void
play_open(struct play *play, const struct crowd *crowd)
{
	struct forecast *forecast = play->forecast;
	const struct exits *exits = &play->exits[crowd->stage];
	size_t end = crowd->age + forecast->days;
	size_t stayed;
	uint32_t to;

	if (!exits_draw(exits, &play->rng, crowd->age, end, &stayed, &to))
		return;
	if (stayed == crowd->age && exits_stay(exits, crowd->age) > 0 &&
	    !is_to_come(play) &&
	    !exits_draw(exits, &play->rng, crowd->age + 1, end, &stayed, &to))
		return;
	enter(play, to, stayed - crowd->age);
}

static void
play_fresh(struct play *play, size_t day)
{
	struct forecast *forecast = play->forecast;
	const uint32_t *fresh = inflow_draw(&forecast->inflows[forecast->period[day]],
	    &play->rng, forecast->plan->day + (int64_t)day);

	for (uint32_t stage = 1; stage <= forecast->history->stages; stage++)
		for (uint32_t i = 0; i < fresh[stage]; i++)
			if (day > 0 || is_to_come(play))
				enter(play, stage, day);
}

static int
compare_counts(const void *left, const void *right)
{
	const uint32_t *a = left;
	const uint32_t *b = right;

	return (*a > *b) - (*a < *b);
}

/* Plays one future from start to end. */
static void
play_run(struct play *play)
{
	struct forecast *forecast = play->forecast;

	for (size_t i = 0; i < forecast->crowd_count; i++)
		for (uint32_t k = 0; k < forecast->crowds[i].leads; k++)
			play_open(play, &forecast->crowds[i]);
	for (size_t i = 0; i < forecast->plan->periods; i++)
		if (!shared(forecast, i))
			inflow_redraw(&forecast->inflows[i], &play->rng);
	for (size_t day = 0; day < forecast->days; day++)
		play_fresh(play, day);
}

/* How many runs share what is learnt from one draw of the moves. */
static size_t
runs_sharing(const struct forecast *forecast, size_t runs)
{
	size_t learning = forecast->history->count;

	for (uint32_t stage = 1; stage <= forecast->history->stages; stage++)
		learning += forecast->exits[stage].ways * forecast->ages;
	return 1 + runs * learning / LEARNING;
}

void
forecast_simulate(struct forecast *forecast, size_t runs, uint64_t seed)
{
	const struct history *history = forecast->history;
	struct play play = { .forecast = forecast };
	size_t cells = forecast->plan->periods * history->stages;
	size_t sharing = runs_sharing(forecast, runs);

	rng_seed(&play.rng, seed);
	forecast->runs = runs;
	forecast->entries = mem_new(cells * runs, sizeof(*forecast->entries));
	for (play.run = 0; play.run < runs; play.run++) {
		if (play.run % sharing == 0) {
			if (play.exits != NULL)
				exits_free(play.exits, history->stages);
			play.exits = exits_learn(
			    history, forecast->plan->day, forecast->ages, &play.rng);
		}
		play_run(&play);
	}
	exits_free(play.exits, history->stages);
	for (size_t i = 0; i < cells; i++)
		qsort(forecast->entries + i * runs, runs, sizeof(*forecast->entries),
		    compare_counts);
}

uint32_t
forecast_quantile(
    const struct forecast *forecast, size_t period, uint32_t stage, unsigned percent)
{
	size_t rank = (forecast->runs * percent + 99) / 100;

	return runs_of(forecast, period, stage)[rank > 0 ? rank - 1 : 0];
}
