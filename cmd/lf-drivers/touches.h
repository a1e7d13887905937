/* The drivers, by number, that touched a lead: before its latest move, and since. */
#ifndef LF_TOUCHES_H
#define LF_TOUCHES_H

#include <stddef.h>
#include <stdint.h>

/* Packed, as there are several for each lead. */
struct touch {
	int64_t time; /* when the driver first touched the lead */
	uint32_t driver;
} __attribute__((packed, aligned(4)));

/* Starts zeroed; touch is to be freed. */
struct touches {
	/*
	 * First those of the move by which the lead entered its stage, then those since: in
	 * both parts each driver once, in order of first touch.
	 */
	struct touch *touch;
	uint32_t entry; /* how many are of that move */
	uint32_t count; /* of both parts */
	uint32_t room;
	uint32_t last; /* the driver of the latest touch since; 0: none */
	/* The same before the present instant. */
	uint32_t earlier_count;
	uint32_t earlier_last;
};

void touches_add(struct touches *touches, uint32_t driver, int64_t time);
/* The present instant is over. */
void touches_pass(struct touches *touches);
/* Forgets the touches of the present instant. */
void touches_keep_earlier(struct touches *touches);
/* The lead moves: the touches since its last move become those of this one. */
void touches_move(struct touches *touches);

#endif
