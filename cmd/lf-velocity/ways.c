#include "base/map.h"

#include "ways.h"

void
ways_begin(struct ways *ways, struct names *names, struct span from, struct span to)
{
	*ways = (struct ways){ .leads = map_new(sizeof(struct way), 8),
		.from_name = from,
		.from = names_id(names, from),
		.to = names_id(names, to) };
}

int
ways_take(
    struct ways *ways, const struct move *move, struct way **fresh, struct reason *why)
{
	struct way *way;
	bool first;

	*fresh = NULL;
	if (move->to != ways->from && move->to != ways->to)
		return 0;
	way = map_put(ways->leads, move->lead, &first);
	if (way->begun && move->time < way->since)
		return fail(why, "is before this lead's entry into %.*s",
		    (int)ways->from_name.len, ways->from_name.ptr);
	/* The end is looked at first: a way from a stage to itself takes two entries. */
	if (way->set != NULL && move->to == ways->to) {
		durations_add(way->set, move->time - way->since, false, 1);
		way->set = NULL;
	}
	if (!way->begun && move->to == ways->from) {
		*way = (struct way){ .begun = true, .since = move->time };
		*fresh = way;
	}
	return 0;
}

void
ways_end(struct ways *ways, int64_t as_of)
{
	struct map_cursor cursor = { 0 };
	const struct way *way;

	while ((way = map_next(ways->leads, &cursor)) != NULL)
		if (way->set != NULL)
			durations_add(way->set, as_of - way->since, true, 1);
	map_free(ways->leads);
}
