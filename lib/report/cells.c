#include <stdlib.h>

#include "base/map.h"
#include "base/mem.h"
#include "report/cells.h"
#include "report/grouping.h"

/* The key of a cell, as bytes: there are no gaps between the members. */
struct place {
	int64_t period;
	uint32_t group, stage;
};

struct cells *
cells_new(size_t size)
{
	struct cells *cells = mem_new(1, sizeof(*cells));

	/* Sums of money and of durations, which cells may hold, are aligned to 16. */
	cells->cells = map_new(size, 16);
	cells->groups = names_new();
	cells->first = INT64_MAX;
	cells->last = INT64_MIN;
	return cells;
}

void
cells_free(struct cells *cells)
{
	map_free(cells->cells);
	names_free(cells->groups);
	free(cells);
}

struct group {
	struct span text;
	uint32_t number;
};

static int
compare_groups(const void *a, const void *b)
{
	const struct group *one = a;
	const struct group *other = b;

	return grouping_compare(one->text, other->text);
}

uint32_t *
cells_groups(const struct cells *cells, uint32_t *count)
{
	uint32_t last = names_count(cells->groups);
	struct group *groups = mem_new(last + 1, sizeof(*groups));
	uint32_t *numbers = mem_new(last + 1, sizeof(*numbers));

	*count = 0;
	for (uint32_t i = cells->empty_group ? 0 : 1; i <= last; i++)
		groups[(*count)++] = (struct group){ cells_group_text(cells, i), i };
	qsort(groups, *count, sizeof(*groups), compare_groups);
	for (uint32_t i = 0; i < *count; i++)
		numbers[i] = groups[i].number;
	free(groups);
	return numbers;
}

static struct span
place_key(const struct place *place)
{
	return (struct span){ (const char *)place, sizeof(*place) };
}

void *
cells_look_up(struct cells *cells, struct recent *recent, int64_t period, uint32_t group,
    uint32_t stage)
{
	struct place place = { period, group, stage };
	bool fresh;
	void *cell = map_put(cells->cells, place_key(&place), &fresh);

	*recent = (struct recent){ period, group, stage, cell };
	if (period < cells->first)
		cells->first = period;
	if (period > cells->last)
		cells->last = period;
	return cell;
}

void *
cells_find(const struct cells *cells, int64_t period, uint32_t group, uint32_t stage)
{
	struct place place = { period, group, stage };

	return map_get(cells->cells, place_key(&place));
}

bool
cells_periods(const struct cells *cells, int64_t *first, int64_t *last)
{
	*first = cells->first;
	*last = cells->last;
	return map_count(cells->cells) > 0;
}

static int
compare_rows(const void *a, const void *b)
{
	const struct cells_row *one = a;
	const struct cells_row *other = b;
	int order;

	if (one->period != other->period)
		return one->period < other->period ? -1 : 1;
	order = grouping_compare(one->group, other->group);
	if (order != 0)
		return order;
	if (one->step != other->step)
		return one->step < other->step ? -1 : 1;
	return span_compare(one->stage, other->stage);
}

struct cells_row *
cells_rows(const struct cells *cells, const struct names *names,
    const struct stages *stages, size_t *count)
{
	struct cells_row *rows = mem_new(map_count(cells->cells), sizeof(*rows));
	struct map_cursor cursor = { 0 };
	void *cell;

	*count = 0;
	while ((cell = map_next(cells->cells, &cursor)) != NULL) {
		struct place place;
		struct span stage;

		memcpy(&place, map_key(cells->cells, cell).ptr, sizeof(place));
		stage = names_text(names, place.stage);
		rows[(*count)++] = (struct cells_row){ place.period,
			cells_group_text(cells, place.group), stage,
			stages_find(stages, stage), cell };
	}
	qsort(rows, *count, sizeof(*rows), compare_rows);
	return rows;
}
