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
add_stay(struct history *history, const struct move *move)
{
	size_t count = history->all.count++;
	int64_t left = history_day(move->time);
	int64_t entered = move->from == 0 ? left : history_day(move->since);

	if (count == 0 || entered < history->first)
		history->first = entered;
	history->open = history->open || move->to == 0;
	history->stays =
	    mem_grow(history->stays, count, &history->room, sizeof(*history->stays));
	history->stays[count] =
	    (struct stay){ (int32_t)entered, (int32_t)left, move->from, move->to };
	history->group_of = mem_grow(
	    history->group_of, count, &history->group_room, sizeof(*history->group_of));
	history->group_of[count] =
	    names_id(history->group_names, report_group(history->report, move->row));
}

/* Numbers the stages as the report has them. */
static void
order_stages(struct history *history, const struct stages *table)
{
	uint32_t count = names_count(history->report->names);
	uint32_t *order = stages_order(table, history->report->names);
	uint32_t *numbers = mem_new(count + 1, sizeof(*numbers));

	history->stages = count;
	history->name = mem_new(count + 1, sizeof(*history->name));
	history->ends = mem_new(count + 1, sizeof(*history->ends));
	for (uint32_t i = 0; i < count; i++) {
		struct span name = names_text(history->report->names, order[i]);

		history->name[i + 1] = name;
		history->ends[i + 1] = stages_ends(table, name);
		numbers[order[i]] = i + 1;
	}
	for (size_t i = 0; i < history->all.count; i++) {
		history->stays[i].from = numbers[history->stays[i].from];
		history->stays[i].to = numbers[history->stays[i].to];
	}
	free(order);
	free(numbers);
}

static int
compare_groups(const void *left, const void *right)
{
	const struct stays *a = left;
	const struct stays *b = right;

	return grouping_compare(a->group, b->group);
}

/* Puts the rows of each group side by side, and the groups in order. */
static void
gather_groups(struct history *history)
{
	uint32_t count = names_count(history->group_names) + 1;
	size_t *place = mem_new(count + 1, sizeof(*place));
	struct stay *grouped = mem_new(history->all.count, sizeof(*grouped));

	for (size_t i = 0; i < history->all.count; i++)
		place[history->group_of[i] + 1]++;
	for (uint32_t group = 1; group <= count; group++)
		place[group] += place[group - 1];
	history->groups = mem_new(count, sizeof(*history->groups));
	for (uint32_t group = 0; group < count; group++)
		if (place[group] < place[group + 1])
			history->groups[history->group_count++] =
			    (struct stays){ grouped + place[group],
				    place[group + 1] - place[group],
				    names_text(history->group_names, group) };
	for (size_t i = 0; i < history->all.count; i++)
		grouped[place[history->group_of[i]]++] = history->stays[i];
	if (history->group_count > 0)
		qsort(history->groups, history->group_count, sizeof(*history->groups),
		    compare_groups);
	free(place);
	free(history->stays);
	history->stays = grouped;
	history->all.at = grouped;
}

void
history_init(struct history *history, struct report *report)
{
	*history = (struct history){ .group_names = names_new(), .report = report };
}

void
history_read(struct history *history, const struct stages *table, int64_t seen_from)
{
	struct move move;
	int64_t oldest;

	while (moves_next(history->report->moves, &move))
		add_stay(history, &move);
	history->as_of = moves_as_of(history->report->moves);
	report_check_table(history->report, table);
	for (size_t i = 0; table != NULL && i < table->count; i++)
		names_id(history->report->names, table->stage[i].name);
	order_stages(history, table);
	gather_groups(history);
	if (history->all.count == 0)
		return;
	/* A day that is seen in part is not complete. */
	if (seen_from != INT64_MIN && history_day(seen_from - 1) + 1 > history->first)
		history->first = history_day(seen_from - 1) + 1;
	oldest = history_day(history->as_of) - DAYS_MAX;
	if (history->first < oldest)
		history->first = oldest;
}

void
history_free(struct history *history)
{
	free(history->stays);
	free(history->group_of);
	free(history->groups);
	free(history->name);
	free(history->ends);
	names_free(history->group_names);
}
