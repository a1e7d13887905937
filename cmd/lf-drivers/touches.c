#include "base/mem.h"

#include "touches.h"

void
touches_add(struct touches *touches, uint32_t driver)
{
	touches->last = driver;
	/* Few drivers touch one visit: going through them is faster than a table. */
	for (size_t i = 0; i < touches->count; i++)
		if (touches->driver[i] == driver)
			return;
	touches->driver = mem_grow(
	    touches->driver, touches->count, &touches->room, sizeof(*touches->driver));
	touches->driver[touches->count++] = driver;
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
touches_clear(struct touches *touches)
{
	touches->count = 0;
	touches->last = 0;
	touches_pass(touches);
}
