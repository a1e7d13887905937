#include <stdlib.h>

#include "base/map.h"
#include "base/mem.h"
#include "report/report.h"

#include "cells.h"

/* What stands before the group in a key. */
struct key_head {
	int64_t period;
	uint32_t stage;
};

enum { KEY_HEAD = sizeof(int64_t) + sizeof(uint32_t) };

struct cells {
	struct map *values;
	char *key;
	size_t key_room;
	struct recent *recent; /* by stage */
	size_t recent_count;
};

/* The last cell of a stage that was asked for, which is often the next one too. */
struct recent {
	int64_t period;
	struct span group;
	void *value; /* NULL: there is none */
};

struct cells *
cells_new(size_t size)
{
	struct cells *cells = mem_new(1, sizeof(*cells));

	/* Sums of durations, which cells may hold, are aligned to 16. */
	cells->values = map_new(size, 16);
	return cells;
}

void
cells_free(struct cells *cells)
{
	map_free(cells->values);
	free(cells->key);
	free(cells->recent);
	free(cells);
}

static struct span
make_key(struct cells *cells, struct key_head head, struct span group)
{
	size_t len = KEY_HEAD + group.len;

	if (len > cells->key_room) {
		cells->key_room = 2 * len;
		cells->key = mem_resize(cells->key, cells->key_room, 1);
	}
	memcpy(cells->key, &head.period, sizeof(head.period));
	memcpy(cells->key + sizeof(head.period), &head.stage, sizeof(head.stage));
	if (group.len > 0)
		memcpy(cells->key + KEY_HEAD, group.ptr, group.len);
	return (struct span){ cells->key, len };
}

static struct key_head
take_head(struct span *key)
{
	struct key_head head;

	memcpy(&head.period, key->ptr, sizeof(head.period));
	memcpy(&head.stage, key->ptr + sizeof(head.period), sizeof(head.stage));
	*key = span_skip(*key, KEY_HEAD);
	return head;
}

static struct recent *
find_recent(struct cells *cells, uint32_t stage)
{
	while (stage >= cells->recent_count) {
		cells->recent = mem_resize(
		    cells->recent, cells->recent_count + 1, sizeof(*cells->recent));
		cells->recent[cells->recent_count++] = (struct recent){ 0 };
	}
	return &cells->recent[stage];
}

void *
cells_put(struct cells *cells, int64_t period, struct span group, uint32_t stage)
{
	struct recent *recent = find_recent(cells, stage);

	if (recent->value == NULL || recent->period != period ||
	    !span_equal(recent->group, group)) {
		struct span key = make_key(cells, (struct key_head){ period, stage }, group);
		bool fresh;

		recent->value = map_put(cells->values, key, &fresh);
		recent->group = map_key(cells->values, recent->value);
		take_head(&recent->group);
		recent->period = period;
	}
	return recent->value;
}

static int
compare_cells(const void *a, const void *b)
{
	const struct cell *cell_a = a;
	const struct cell *cell_b = b;
	int order;

	if (cell_a->period != cell_b->period)
		return cell_a->period < cell_b->period ? -1 : 1;
	order = report_compare_groups(cell_a->group, cell_b->group);
	if (order != 0)
		return order;
	if (cell_a->place != cell_b->place)
		return cell_a->place < cell_b->place ? -1 : 1;
	return span_compare(cell_a->stage, cell_b->stage);
}

struct cell *
cells_sorted(const struct cells *cells, const struct names *names,
    const struct stages *stages, size_t *count)
{
	struct cell *sorted = mem_new(map_count(cells->values), sizeof(*sorted));
	struct map_cursor cursor = { 0 };
	void *value;

	*count = 0;
	while ((value = map_next(cells->values, &cursor)) != NULL) {
		struct span key = map_key(cells->values, value);
		struct key_head head = take_head(&key);
		struct span stage = names_text(names, head.stage);

		sorted[(*count)++] = (struct cell){ head.period, key, stage, value,
			stages_find(stages, stage) };
	}
	qsort(sorted, *count, sizeof(*sorted), compare_cells);
	return sorted;
}
