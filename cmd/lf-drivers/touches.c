#include <stdlib.h>

#include "base/mem.h"

#include "touches.h"

/* Makes a list in memory of its own, or gives it room for half as many more. */
static void
make_room(struct touches *touches)
{
	uint32_t *old = touches->many ? touches->list.many : NULL;
	uint32_t room = touches->count + touches->count / 2 + 2;
	uint32_t *many = mem_resize(old, (size_t)room + 1, sizeof(*many));

	many[0] = room;
	for (uint32_t i = 0; !touches->many && i < touches->count; i++)
		many[i + 1] = touches->list.few[i];
	touches->list.many = many;
	touches->many = true;
}

/*
 * Whether the driver is among those since the move. Few drivers touch one visit: going
 * through them is faster than a table.
 */
static bool
knows(const struct touches *touches, uint32_t driver)
{
	const uint32_t *at, *end;

	if (!touches->many) {
		for (uint32_t i = touches->entry; i < touches->count; i++)
			if (touches->list.few[i] == driver)
				return true;
		return false;
	}
	at = touches->list.many + 1 + touches->entry;
	end = touches->list.many + 1 + touches->count;
	while (at < end && *at != driver)
		at++;
	return at < end;
}

void
touches_add(struct touches *touches, uint32_t driver)
{
	uint32_t count = touches->count;

	touches->last = driver;
	if (knows(touches, driver))
		return;
	if (touches->many ? count == touches->list.many[0] :
			    count == TOUCHES_FEW || driver > UINT16_MAX)
		make_room(touches);
	if (touches->many)
		touches->list.many[count + 1] = driver;
	else
		touches->list.few[count] = (uint16_t)driver;
	touches->count = count + 1;
}

void
touches_pass(struct touches *touches)
{
	touches->earlier_count = touches->count;
	touches->earlier_last = touches->last;
}

void
touches_keep_earlier(struct touches *touches)
{
	touches->count = touches->earlier_count;
	touches->last = touches->earlier_last;
}

void
touches_move(struct touches *touches)
{
	uint32_t entry = touches->entry;
	uint32_t since = touches->count - entry;

	for (uint32_t i = 0; i < since; i++)
		if (touches->many)
			touches->list.many[i + 1] = touches->list.many[entry + i + 1];
		else
			touches->list.few[i] = touches->list.few[entry + i];
	touches->entry = since & INT32_MAX;
	touches->count = since;
	touches->last = 0;
	touches_pass(touches);
}

void
touches_free(struct touches *touches)
{
	if (touches->many)
		free(touches->list.many);
}
