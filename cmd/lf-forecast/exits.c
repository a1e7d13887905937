#include <stdlib.h>

#include "base/mem.h"

#include "exits.h"

/* Whether the row is a visit that can end. */
static bool
counts(const struct history *history, const struct stay *stay)
{
	return stay->from != 0 && !history->ends[stay->from];
}

static uint32_t *
way_of(const struct exits *exits, uint32_t from, uint32_t to)
{
	return &exits->way[from * (exits->history->stages + 1) + to];
}

/* Finds how old visits become, where they go, and when the first ones end. */
static void
survey(struct exits *exits)
{
	const struct history *history = exits->history;

	for (size_t i = 0; i < exits->stays.count; i++) {
		const struct stay *stay = &exits->stays.at[i];
		size_t age = (size_t)(stay->left - stay->entered);

		if (!counts(history, stay))
			continue;
		if (age >= exits->ages)
			exits->ages = age < DAYS_MAX ? age + 1 : DAYS_MAX;
		if (stay->to == 0)
			continue;
		*way_of(exits, stay->from, stay->to) = 1;
		if (stay->left < exits->ways[stay->from].first)
			exits->ways[stay->from].first = stay->left;
	}
}

/* Numbers the ways out of a stage in the order of the stages they lead to. */
static void
number_ways(struct exits *exits, uint32_t from)
{
	struct ways *ways = &exits->ways[from];
	uint32_t stages = exits->history->stages;

	ways->to = mem_new(stages, sizeof(*ways->to));
	for (uint32_t to = 1; to <= stages; to++)
		if (*way_of(exits, from, to) != 0) {
			ways->to[ways->count++] = to;
			*way_of(exits, from, to) = (uint32_t)ways->count;
		}
	if (ways->first < exits->history->first)
		ways->first = exits->history->first;
}

static void
window_init(const struct exits *exits, struct window *window)
{
	uint32_t stages = exits->history->stages;

	*window = (struct window){ { INT64_MIN, INT64_MIN },
		mem_new(stages + 1, sizeof(*window->seen)),
		mem_new(stages + 1, sizeof(*window->left)) };
	for (uint32_t stage = 1; stage <= stages; stage++) {
		if (exits->ways[stage].count == 0)
			continue;
		window->seen[stage] = mem_new(exits->ages + 1, sizeof(int32_t));
		window->left[stage] =
		    mem_new(exits->ages * exits->ways[stage].count, sizeof(int32_t));
	}
}

void
exits_init(struct exits *exits, const struct history *history, struct stays stays)
{
	uint32_t stages = history->stages;

	*exits = (struct exits){ .history = history,
		.stays = stays,
		.ages = 1,
		.ways = mem_new(stages + 1, sizeof(*exits->ways)),
		.way = mem_new((size_t)(stages + 1) * (stages + 1), sizeof(*exits->way)) };
	for (uint32_t stage = 1; stage <= stages; stage++)
		exits->ways[stage].first = INT64_MAX;
	survey(exits);
	for (uint32_t stage = 1; stage <= stages; stage++)
		number_ways(exits, stage);
	for (size_t i = 0; i < WINDOWS; i++)
		window_init(exits, &exits->windows[i]);
}

void
exits_free(struct exits *exits)
{
	for (uint32_t stage = 1; stage <= exits->history->stages; stage++) {
		free(exits->ways[stage].to);
		for (size_t i = 0; i < WINDOWS; i++) {
			free(exits->windows[i].seen[stage]);
			free(exits->windows[i].left[stage]);
		}
	}
	for (size_t i = 0; i < WINDOWS; i++) {
		free(exits->windows[i].seen);
		free(exits->windows[i].left);
	}
	free(exits->ways);
	free(exits->way);
}

/* Adds (sign 1) or takes away (sign -1) what was seen of a visit on these days. */
static void
count_visit(const struct exits *exits, struct window *window, const struct stay *stay,
    struct days days, int32_t sign)
{
	const struct ways *ways = &exits->ways[stay->from];
	int64_t begin = days.first > ways->first ? days.first : ways->first;
	int64_t last = stay->left < days.end ? stay->left : days.end - 1;

	/* On the day of the as-of time an open visit has not been seen to its end. */
	if (stay->to == 0 && last == stay->left)
		last--;
	if (begin < stay->entered)
		begin = stay->entered;
	if (last - stay->entered >= (int64_t)exits->ages)
		last = stay->entered + (int64_t)exits->ages - 1;
	if (begin > last)
		return;
	window->seen[stay->from][begin - stay->entered] += sign;
	window->seen[stay->from][last - stay->entered + 1] -= sign;
	if (stay->to != 0 && stay->left == last)
		window->left[stay->from][(size_t)(last - stay->entered) * ways->count +
		    *way_of(exits, stay->from, stay->to) - 1] += sign;
}

static void
count_days(const struct exits *exits, struct window *window, struct days days, int32_t sign)
{
	if (days.first >= days.end)
		return;
	for (size_t i = 0; i < exits->stays.count; i++) {
		const struct stay *stay = &exits->stays.at[i];

		if (stay->entered < days.end && stay->left >= days.first &&
		    counts(exits->history, stay) && exits->ways[stay->from].count > 0)
			count_visit(exits, window, stay, days, sign);
	}
}

void
exits_see(struct exits *exits, size_t place, struct days days)
{
	struct window *window = &exits->windows[place];
	struct days gone = { window->days.first, days.first };
	struct days new = { window->days.end, days.end };

	if (gone.first == INT64_MIN)
		new.first = days.first;
	else
		count_days(exits, window, gone, -1);
	count_days(exits, window, new, 1);
	window->days = days;
}
