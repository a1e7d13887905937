#include <stdlib.h>

#include "base/mem.h"

#include "inflow.h"

enum { WEEK = 7, FOUR_WEEKS = 28 };

void
inflow_init(struct inflow *inflow, const struct history *history, struct days days)
{
	size_t count = (size_t)(days.end - days.first);
	size_t row = history->stages + 1;

	*inflow = (struct inflow){ .days = days, .step = count >= FOUR_WEEKS ? WEEK : 1,
		.stages = history->stages,
		.fresh = mem_new(count * row, sizeof(*inflow->fresh)),
		.drawn = mem_new(count, sizeof(*inflow->drawn)) };
	for (size_t i = 0; i < history->count; i++) {
		const struct stay *stay = &history->stays[i];

		if (stay->from == 0 && stay->left >= days.first && stay->left < days.end)
			inflow->fresh[(size_t)(stay->left - days.first) * row + stay->to]++;
	}
}

void
inflow_free(struct inflow *inflow)
{
	free(inflow->fresh);
	free(inflow->drawn);
}

/* How many days a day may repeat: they are first, first + step, ... */
static size_t
candidates(const struct inflow *inflow, int64_t day, size_t *first)
{
	size_t count = (size_t)(inflow->days.end - inflow->days.first);
	int64_t step = (int64_t)inflow->step;
	int64_t after = (day - inflow->days.first) % step;

	*first = (size_t)(after < 0 ? after + step : after);
	return (count - *first + inflow->step - 1) / inflow->step;
}

static const uint32_t *
fresh_on(const struct inflow *inflow, size_t place)
{
	return inflow->fresh + place * (inflow->stages + 1);
}

double
inflow_expected(const struct inflow *inflow, int64_t day, uint32_t stage)
{
	size_t first;
	size_t count = candidates(inflow, day, &first);
	uint64_t sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += fresh_on(inflow, first + i * inflow->step)[stage];
	return (double)sum / (double)count;
}

static size_t
draw_place(const struct inflow *inflow, struct rng *rng, int64_t day)
{
	size_t first;
	size_t count = candidates(inflow, day, &first);

	return first + inflow->step * rng_below(rng, count);
}

void
inflow_redraw(struct inflow *inflow, struct rng *rng)
{
	for (int64_t day = inflow->days.first; day < inflow->days.end; day++)
		inflow->drawn[day - inflow->days.first] = draw_place(inflow, rng, day);
}

const uint32_t *
inflow_draw(const struct inflow *inflow, struct rng *rng, int64_t day)
{
	return fresh_on(inflow, inflow->drawn[draw_place(inflow, rng, day)]);
}
