/* The drivers, by number, that have touched a lead since its last move. */
#ifndef LF_TOUCHES_H
#define LF_TOUCHES_H

#include <stddef.h>
#include <stdint.h>

/* Starts zeroed; driver is to be freed. */
struct touches {
	uint32_t *driver; /* each one once, in order of first touch */
	size_t count, room;
	uint32_t last; /* the driver of the latest touch; 0: none */
	/* The same before the present instant. */
	size_t earlier_count;
	uint32_t earlier_last;
};

void touches_add(struct touches *touches, uint32_t driver);
/* The present instant is over. */
void touches_pass(struct touches *touches);
/* Forgets the touches of the present instant. */
void touches_keep_earlier(struct touches *touches);
/* Forgets all touches. */
void touches_clear(struct touches *touches);

#endif
