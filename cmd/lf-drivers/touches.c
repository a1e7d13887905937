#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#include "touches.h"

/* Where the list begins. It is aligned, but in a packed struct that has to be said. */
static uint32_t *
list_of(struct touches *touches)
{
	return touches->many ? touches->list.many + 1 :
			       (uint32_t *)(void *)((char *)touches +
				   offsetof(struct touches, list));
}

/* Room grows by half. */
static void
make_room(struct touches *touches)
{
	uint32_t *many = touches->many ? touches->list.many : NULL;
	uint32_t room = touches->count + touches->count / 2;

	many = mem_resize(many, (size_t)room + 1, sizeof(*many));
	if (!touches->many)
		memcpy(many + 1, list_of(touches), touches->count * sizeof(*many));
	many[0] = room;
	touches->list.many = many;
	touches->many = true;
}

void
touches_add(struct touches *touches, uint32_t driver)
{
	uint32_t *list = list_of(touches);
	uint32_t count = touches->count;

	touches->last = driver;
	/* Few drivers touch one visit: going through them is faster than a table. */
	for (uint32_t i = touches->entry; i < count; i++)
		if (list[i] == driver)
			return;
	if (count == (touches->many ? touches->list.many[0] : TOUCHES_FEW)) {
		make_room(touches);
		list = list_of(touches);
	}
	list[count] = driver;
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
	uint32_t *list = list_of(touches);
	uint32_t since = touches->count - touches->entry;

	memmove(list, list + touches->entry, since * sizeof(*list));
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
