#include <stdlib.h>

#include "base/mem.h"

#include "forward.h"

/* What is known of a stage, so that moves need not look for its name. */
struct way {
	size_t place; /* in the table, or STAGE_NONE, which is the highest */
	bool step; /* of the path in the table */
	bool named; /* by --forward */
	bool leads_on; /* some move out of it can be forward */
};

struct forward {
	const struct stages *table;
	const struct list *named;
	const struct names *names;
	struct way *way; /* of the first n stages */
	size_t count, room;
};

struct forward *
forward_new(
    const struct stages *table, const struct list *named, const struct names *names)
{
	struct forward *forward = mem_new(1, sizeof(*forward));

	*forward = (struct forward){ .table = table, .named = named, .names = names };
	return forward;
}

void
forward_free(struct forward *forward)
{
	free(forward->way);
	free(forward);
}

static bool
leads_on(const struct forward *forward, struct span name, size_t place)
{
	const struct stages *table = forward->table;

	for (size_t i = 0; i < forward->named->count; i++)
		if (!span_equal(forward->named->item[i], name))
			return true;
	for (size_t i = place; i != STAGE_NONE && i + 1 < table->count; i++)
		if (table->stage[i + 1].path == PATH_STEP)
			return true;
	return false;
}

static const struct way *
way_of(struct forward *forward, uint32_t stage)
{
	while (stage >= forward->count) {
		struct span name = names_text(forward->names, (uint32_t)forward->count);
		size_t place = stages_find(forward->table, name);

		forward->way = mem_grow(
		    forward->way, forward->count, &forward->room, sizeof(*forward->way));
		forward->way[forward->count++] = (struct way){ place,
			place != STAGE_NONE &&
			    forward->table->stage[place].path == PATH_STEP,
			list_find(forward->named, name) >= 0,
			leads_on(forward, name, place) };
	}
	return &forward->way[stage];
}

bool
forward_is(struct forward *forward, uint32_t from, uint32_t to)
{
	size_t place = way_of(forward, from)->place;
	const struct way *way = way_of(forward, to);

	return way->named || (way->step && place < way->place);
}

bool
forward_from(struct forward *forward, uint32_t stage)
{
	return way_of(forward, stage)->leads_on;
}
