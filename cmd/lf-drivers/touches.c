#include <string.h>

#include "base/mem.h"

#include "touches.h"

/* Most leads have few touches: room starts small, and grows by half. */
static void
make_room(struct touches *touches)
{
	touches->room += touches->room < 6 ? 2 : touches->room / 2;
	touches->touch = mem_resize(touches->touch, touches->room, sizeof(*touches->touch));
}

void
touches_add(struct touches *touches, uint32_t driver, int64_t time)
{
	touches->last = driver;
	/* Few drivers touch one visit: going through them is faster than a table. */
	for (uint32_t i = touches->entry; i < touches->count; i++)
		if (touches->touch[i].driver == driver)
			return;
	if (touches->count == touches->room)
		make_room(touches);
	touches->touch[touches->count++] = (struct touch){ time, driver };
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
	uint32_t since = touches->count - touches->entry;

	if (since > 0)
		memmove(touches->touch, touches->touch + touches->entry,
		    since * sizeof(*touches->touch));
	touches->entry = touches->count = since;
	touches->last = 0;
	touches_pass(touches);
}
