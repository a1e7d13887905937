/* What a message lists: a, b, c and 4 more. */
#ifndef LF_LISTING_H
#define LF_LISTING_H

#include "base/text.h"

/* Starts as { 0 }. */
struct listing {
	struct text text;
	size_t count;
};

/* Adds one; after the first ten they are only counted. */
void listing_add(struct listing *listing, struct span item);
/* The text, with NUL after it. */
const char *listing_end(struct listing *listing);
void listing_free(struct listing *listing);

#endif
