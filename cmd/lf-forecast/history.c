#include <stdlib.h>

#include "base/mem.h"
#include "time/civil.h"
#include "time/zone.h"

#include "history.h"

int64_t
history_day(int64_t usec)
{
	return floor_div(usec + zone_east(usec), USEC_PER_DAY);
}

static void
add_stay(struct history *history, size_t *room, const struct move *move)
{
	int64_t left = history_day(move->time);
	int64_t entered = move->from == 0 ? left : history_day(move->since);

	if (history->count == 0 || entered < history->first)
		history->first = entered;
	history->open = history->open || move->to == 0;
	history->stays =
	    mem_grow(history->stays, history->count, room, sizeof(*history->stays));
	history->stays[history->count++] = (struct stay){ (int32_t)entered, (int32_t)left,
		move->from, move->to };
}

/* Numbers the stages as the report has them. */
static void
order_stages(struct history *history, const struct stages *table)
{
	uint32_t count = names_count(history->names);
	uint32_t *order = stages_order(table, history->names);
	uint32_t *numbers = mem_new(count + 1, sizeof(*numbers));

	history->stages = count;
	history->name = mem_new(count + 1, sizeof(*history->name));
	history->ends = mem_new(count + 1, sizeof(*history->ends));
	for (uint32_t i = 0; i < count; i++) {
		struct span name = names_text(history->names, order[i]);

		history->name[i + 1] = name;
		history->ends[i + 1] = stages_ends(table, name);
		numbers[order[i]] = i + 1;
	}
	for (size_t i = 0; i < history->count; i++) {
		history->stays[i].from = numbers[history->stays[i].from];
		history->stays[i].to = numbers[history->stays[i].to];
	}
	free(order);
	free(numbers);
}

static int
compare_stays(const void *left, const void *right)
{
	const struct stay *a = left;
	const struct stay *b = right;

	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	if (a->to != b->to)
		return a->to < b->to ? -1 : 1;
	if (a->entered != b->entered)
		return a->entered < b->entered ? -1 : 1;
	return (a->left > b->left) - (a->left < b->left);
}

void
history_open(struct history *history, struct tsv *tsv, const struct common *common)
{
	*history = (struct history){ .names = names_new() };
	history->moves = moves_open(tsv, common, history->names, MOVE_TIME | MOVE_SINCE);
}

void
history_read(struct history *history, const struct stages *table)
{
	struct move move;
	size_t room = 0;

	while (moves_next(history->moves, &move))
		add_stay(history, &room, &move);
	history->as_of = moves_as_of(history->moves);
	for (size_t i = 0; table != NULL && i < table->count; i++)
		names_id(history->names, table->stage[i].name);
	order_stages(history, table);
	if (history->count > 0)
		qsort(history->stays, history->count, sizeof(*history->stays), compare_stays);
}

void
history_free(struct history *history)
{
	free(history->stays);
	free(history->name);
	free(history->ends);
	names_free(history->names);
	moves_close(history->moves);
}

uint64_t *
history_entries(const struct history *history, struct days days)
{
	uint64_t *counts = mem_new(history->stages + 1, sizeof(*counts));

	for (size_t i = 0; i < history->count; i++) {
		const struct stay *stay = &history->stays[i];

		if (stay->to != 0 && stay->left >= days.first && stay->left < days.end)
			counts[stay->to]++;
	}
	return counts;
}
