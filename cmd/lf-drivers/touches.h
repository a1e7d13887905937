/* The drivers, by number, that touched a lead: before its latest move, and since. */
#ifndef LF_TOUCHES_H
#define LF_TOUCHES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Starts zeroed; driver is to be freed. */
struct touches {
	/*
	 * First those of the move by which the lead entered its stage, then those since: in
	 * both parts each driver once, in order of first touch. If times are kept, that of
	 * each first touch follows, after all the room for drivers: there are several for
	 * each lead, and most reports need none.
	 */
	uint32_t *driver;
	uint32_t entry; /* how many are of that move */
	uint32_t count; /* of both parts */
	uint32_t room;
	uint32_t last; /* the driver of the latest touch since; 0: none */
	/* The same before the present instant. */
	uint32_t earlier_count;
	uint32_t earlier_last;
};

/* When the driver at place i first touched the lead; only if times are kept. */
static inline int64_t *
touches_time(const struct touches *touches, uint32_t i)
{
	return (int64_t *)(void *)(touches->driver + touches->room) + i;
}

/* timed says whether times are kept, here and in touches_move. */
void touches_add(struct touches *touches, uint32_t driver, int64_t time, bool timed);
/* The present instant is over. */
void touches_pass(struct touches *touches);
/* Forgets the touches of the present instant. */
void touches_keep_earlier(struct touches *touches);
/* The lead moves: the touches since its last move become those of this one. */
void touches_move(struct touches *touches, bool timed);

#endif
