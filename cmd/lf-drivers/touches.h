/* The drivers, by number, that touched a lead: before its latest move, and since. */
#ifndef LF_TOUCHES_H
#define LF_TOUCHES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A list of that many drivers stands in the lead. 98 % of the leads of the bench never have
 * more, and need no memory of their own.
 */
enum { TOUCHES_FEW = 8 };

/*
 * Starts zeroed; ends with touches_free. The list has first the drivers of the move by which
 * the lead entered its stage, then those since: in both parts each driver once, in order of
 * first touch.
 */
struct __attribute__((packed, aligned(4))) touches {
	uint32_t many : 1; /* the list is long, or a driver's number is */
	uint32_t entry : 31; /* how many are of that move */
	uint32_t count; /* of both parts */
	uint32_t last; /* the driver of the latest touch since; 0: none */
	/* The same before the present instant. */
	uint32_t earlier_count;
	uint32_t earlier_last;
	union __attribute__((packed, aligned(4))) {
		uint16_t few[TOUCHES_FEW];
		uint32_t *many; /* after one number, which says how many it has room for */
	} list;
};

static inline uint32_t
touches_driver(const struct touches *touches, uint32_t i)
{
	return touches->many ? touches->list.many[i + 1] : touches->list.few[i];
}

void touches_add(struct touches *touches, uint32_t driver);
/* The present instant is over. */
void touches_pass(struct touches *touches);
/* Forgets the touches of the present instant. */
void touches_keep_earlier(struct touches *touches);
/* The lead moves: the touches since its last move become those of this one. */
void touches_move(struct touches *touches);
void touches_free(struct touches *touches);

#endif
