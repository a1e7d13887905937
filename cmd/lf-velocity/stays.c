#include <stdlib.h>

#include "base/mem.h"

#include "stays.h"

/* What durations_add takes. */
#define STAY_MAX ((INT64_C(1) << 62) - 1)
#define GROUP_MAX ((UINT32_C(1) << 31) - 1)

struct stays *
stays_new(struct moves *moves)
{
	struct stays *stays = mem_new(1, sizeof(*stays));

	stays->leads = map_new(sizeof(struct stay), 8);
	stays->more = (struct arena){ .size = sizeof(struct stay), .align = 8 };
	stays->groups = names_new();
	moves_ahead(moves, stays->leads);
	return stays;
}

void
stays_free(struct stays *stays)
{
	if (stays == NULL)
		return;
	map_free(stays->leads);
	arena_free(&stays->more);
	names_free(stays->groups);
	free(stays);
}

/* The stay of the move's lead in the stage that it leaves. Its stage is 0 if it is new. */
static struct stay *
find(struct stays *stays, const struct move *move)
{
	bool fresh;
	uint32_t ref;
	struct stay *first =
	    map_put_hinted(stays->leads, move->lead, move->hint, &fresh);
	struct stay *stay = first;

	if (fresh)
		return first;
	while (stay->stage != move->from && stay->next != NULL)
		stay = stay->next;
	if (stay->stage != move->from) {
		stay = arena_add(&stays->more, (struct span){ "", 0 }, &ref);
		stay->next = first->next;
		first->next = stay;
	}
	return stay;
}

int
stays_add(struct stays *stays, const struct move *move, int64_t usec, struct span group,
    struct reason *why)
{
	struct stay *stay = find(stays, move);

	if (usec > STAY_MAX - stay->usec)
		return fail(why, "is too long, with the lead's other visits to this stage");

	if (stay->stage == 0 || move->since < stay->since) {
		stay->stage = move->from;
		stay->since = move->since;
		stay->group = names_id(stays->groups, group) & GROUP_MAX;
	}
	stay->usec += usec;
	stay->open |= move->to == 0;
	return 0;
}

bool
stays_is_open(const struct stays *stays, struct span lead)
{
	const struct stay *stay = map_get(stays->leads, lead);

	while (stay != NULL && !stay->open)
		stay = stay->next;
	return stay != NULL;
}

/* In the order in which they lie in memory: those of one lead are far from each other. */
const struct stay *
stays_next(const struct stays *stays, struct stays_cursor *cursor)
{
	const struct stay *stay = map_next(stays->leads, &cursor->first);
	uint32_t ref;

	return stay != NULL ? stay : arena_next(&stays->more, &cursor->more, &ref);
}
