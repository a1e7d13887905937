#include <stdlib.h>

#include "base/mem.h"

#include "expected.h"
#include "season.h"
#include "replay.h"

/* How many laps (see horizon.h) windows and rules of inflow look back. */
enum { SHORT = 3, LONG = 12 };

/* What a replay works with; see replay_run. */
struct player {
	const struct history *history;
	const struct horizon *horizon;
	const struct rules *rules;
	struct daily daily;
	struct exits exits;
	struct replay *replay;
};

struct rules
rules_all(const struct horizon *horizon)
{
	int64_t lap = horizon->lap;

	return (
	    struct rules){ { { lap }, { SHORT * lap }, { LONG * lap }, { 0 } }, 4, true };
}

size_t
replay_memory(const struct horizon *horizon)
{
	return horizon->lap > 1 ? MEMORY_MAX : 24;
}

struct days
replay_periods(const struct history *history, const struct horizon *horizon, int64_t first,
    int64_t end)
{
	first -= (int64_t)(replay_memory(horizon) + replay_memory(horizon) / 2);
	while (first < end && horizon_days(horizon, first - 1).first < history->first)
		first++;
	return (struct days){ first, end };
}

static double *
expected_by(const struct player *player, struct origin *origin, size_t method)
{
	size_t cells = origin->periods * (player->replay->stages + 1);

	return origin->expected + method * cells;
}

/* The window's days at an origin. */
static struct days
window_days(const struct player *player, size_t window, const struct future *future)
{
	static const int64_t laps[WINDOWS] = { SHORT, LONG, 0 };
	int64_t first = player->history->first;
	int64_t back = future->period - laps[window] * player->horizon->lap;

	if (window != WINDOW_ALL && horizon_origin(player->horizon, back) > first)
		first = horizon_origin(player->horizon, back);
	if (first > future->day)
		first = future->day;
	return (struct days){ first, future->day };
}

/* The methods that learn from a window, one for each rule of inflow. */
static void
play_window(struct player *player, struct origin *origin, size_t window,
    const struct future *future, const struct crowds *crowds, double **rates)
{
	const struct history *history = player->history;
	struct chances *chances;
	struct outlook outlook;

	exits_see(&player->exits, window, window_days(player, window, future));
	chances = chances_learn(&player->exits, window);
	outlook_init(&outlook, history, future, chances, crowds);
	for (size_t rule = 0; rule < player->rules->count; rule++) {
		size_t method = window * player->rules->count + rule;

		if (origin->there[method])
			outlook_expect(
			    &outlook, rates[rule], expected_by(player, origin, method));
	}
	outlook_free(&outlook);
	chances_free(chances, history->stages);
}

/* The naive forecast: all entries come again, not new leads alone. */
static void
play_naive(struct player *player, struct origin *origin, const struct future *future)
{
	const struct inflow last = { player->horizon->lap };
	size_t row = player->replay->stages + 1;
	size_t method = player->replay->methods - 1;
	double *expected = expected_by(player, origin, method);
	double *rates = mem_new(future->days * row, sizeof(*rates));

	origin->there[method] = inflow_repeat(
	    &player->daily, player->daily.entered, player->horizon, last, future, rates);
	for (size_t day = 0; day < future->days && origin->there[method]; day++)
		for (size_t stage = 1; stage < row; stage++)
			expected[future->in[day] * row + stage] += rates[day * row + stage];
	free(rates);
}

static void
play(struct player *player, struct origin *origin, const struct future *future)
{
	size_t row = player->replay->stages + 1;
	double *rates[RULES_MAX] = { 0 };
	struct crowds crowds;

	crowds_init(&crowds, &player->exits, future);
	for (size_t rule = 0; rule < player->rules->count; rule++) {
		bool there;

		rates[rule] = mem_new(future->days * row, sizeof(**rates));
		there = inflow_repeat(&player->daily, player->daily.fresh, player->horizon,
		    player->rules->rule[rule], future, rates[rule]);
		for (size_t window = 0; window < WINDOWS; window++)
			origin->there[window * player->rules->count + rule] = there;
	}
	for (size_t window = 0; window < WINDOWS; window++)
		play_window(player, origin, window, future, &crowds, rates);
	if (player->rules->naive)
		play_naive(player, origin, future);
	for (size_t rule = 0; rule < player->rules->count; rule++)
		free(rates[rule]);
	crowds_free(&crowds);
}

/* What came in the periods of a future, as far as the log goes. */
static void
take_outcome(
    const struct player *player, struct origin *origin, const struct future *future)
{
	for (size_t i = 0; i < origin->periods; i++) {
		struct days days =
		    horizon_days(player->horizon, future->period + (int64_t)i);

		if (i == 0)
			days.first = future->day;
		daily_entries(
		    &player->daily, days, origin->came + i * (player->replay->stages + 1));
	}
}

static void
play_origin(struct player *player, size_t place, size_t periods)
{
	struct replay *replay = player->replay;
	struct origin *origin = &replay->origins[place];
	size_t cells = periods * (replay->stages + 1);
	struct future future =
	    horizon_future(player->horizon, replay->first + (int64_t)place, periods);

	*origin =
	    (struct origin){ periods, mem_new(replay->methods, sizeof(*origin->there)),
		    mem_new(replay->methods * cells, sizeof(*origin->expected)),
		    mem_new(cells, sizeof(*origin->came)),
		    mem_new(replay->stages + 1, sizeof(*origin->swing)) };
	play(player, origin, &future);
	take_outcome(player, origin, &future);
	daily_swing(&player->daily, future.day, origin->swing);
	future_free(&future);
}

/* That only the last period tells is as likely, before the evidence, as the rest. */
static void
set_up_methods(struct replay *replay, const struct rules *rules)
{
	double others = 0;

	for (size_t method = 0; method < WINDOWS * rules->count; method++) {
		replay->times[method] = 1;
		replay->late[method] =
		    rules->count > 1 && rules->rule[method % rules->count].periods == 0;
		others += !replay->late[method];
	}
	if (rules->naive)
		replay->times[replay->methods - 1] = others;
}

void
replay_run(struct replay *replay, const struct history *history, struct stays stays,
    const struct horizon *horizon, const struct rules *rules, struct days periods,
    size_t ahead, size_t last_ahead)
{
	struct player player = {
		.history = history, .horizon = horizon, .rules = rules, .replay = replay
	};

	*replay = (struct replay){ .stages = history->stages,
		.methods = WINDOWS * rules->count + rules->naive,
		.first = periods.first,
		.count = (size_t)(periods.end - periods.first),
		.ahead = ahead };
	set_up_methods(replay, rules);
	replay->origins = mem_new(replay->count, sizeof(*replay->origins));
	daily_init(&player.daily, history, stays);
	exits_init(&player.exits, history, stays);
	for (size_t i = 0; i < replay->count; i++)
		play_origin(&player, i, i + 1 < replay->count ? ahead : last_ahead);
	season_correct(replay, horizon, replay_memory(horizon));
	exits_free(&player.exits);
	daily_free(&player.daily);
}

void
replay_free(struct replay *replay)
{
	for (size_t i = 0; i < replay->count; i++) {
		free(replay->origins[i].there);
		free(replay->origins[i].expected);
		free(replay->origins[i].came);
		free(replay->origins[i].swing);
	}
	free(replay->origins);
}
