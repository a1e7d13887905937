#include <stdlib.h>

#include "base/map.h"
#include "base/mem.h"
#include "report/grid.h"
#include "report/report.h"

/* What cells are found by, as bytes: there are no gaps between its members. */
struct place {
	int64_t period;
	uint32_t group, stage;
};

struct grid {
	struct map *cells;
	struct map *groups; /* from texts to their numbers */
	const uint32_t **numbers; /* the values of groups, by number */
	size_t numbers_room;
	int64_t first, last;
};

struct grid *
grid_new(size_t size)
{
	struct grid *grid = mem_new(1, sizeof(*grid));

	/* Sums of money, which cells may hold, are aligned to 16. */
	grid->cells = map_new(size, 16);
	grid->groups = map_new(sizeof(uint32_t), sizeof(uint32_t));
	grid->first = INT64_MAX;
	grid->last = INT64_MIN;
	return grid;
}

void
grid_free(struct grid *grid)
{
	map_free(grid->cells);
	map_free(grid->groups);
	free(grid->numbers);
	free(grid);
}

uint32_t
grid_group(struct grid *grid, struct span group)
{
	uint32_t count = grid_group_count(grid);
	bool fresh;
	uint32_t *number = map_put(grid->groups, group, &fresh);

	if (fresh) {
		grid->numbers = mem_grow(
		    grid->numbers, count, &grid->numbers_room, sizeof(*grid->numbers));
		grid->numbers[count] = number;
		*number = count;
	}
	return *number;
}

uint32_t
grid_group_count(const struct grid *grid)
{
	return (uint32_t)map_count(grid->groups);
}

struct span
grid_group_text(const struct grid *grid, uint32_t group)
{
	return map_key(grid->groups, grid->numbers[group]);
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

	return report_compare_groups(one->text, other->text);
}

uint32_t *
grid_group_order(const struct grid *grid)
{
	uint32_t count = grid_group_count(grid);
	struct group *groups = mem_new(count, sizeof(*groups));
	uint32_t *order = mem_new(count, sizeof(*order));

	for (uint32_t i = 0; i < count; i++)
		groups[i] = (struct group){ grid_group_text(grid, i), i };
	qsort(groups, count, sizeof(*groups), compare_groups);
	for (uint32_t i = 0; i < count; i++)
		order[i] = groups[i].number;
	free(groups);
	return order;
}

void *
grid_cell(struct grid *grid, int64_t period, uint32_t group, uint32_t stage)
{
	struct place place = { period, group, stage };
	bool fresh;

	if (period < grid->first)
		grid->first = period;
	if (period > grid->last)
		grid->last = period;
	return map_put(
	    grid->cells, (struct span){ (const char *)&place, sizeof(place) }, &fresh);
}

void *
grid_find(const struct grid *grid, int64_t period, uint32_t group, uint32_t stage)
{
	struct place place = { period, group, stage };

	return map_get(grid->cells, (struct span){ (const char *)&place, sizeof(place) });
}

bool
grid_periods(const struct grid *grid, int64_t *first, int64_t *last)
{
	*first = grid->first;
	*last = grid->last;
	return map_count(grid->cells) > 0;
}
