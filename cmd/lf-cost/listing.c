#include <stdio.h>

#include "listing.h"

enum { LISTED_MAX = 10 };

void
listing_add(struct listing *listing, struct span item)
{
	if (listing->count++ >= LISTED_MAX)
		return;
	if (listing->text.len > 0)
		text_add(&listing->text, span_of(", "));
	text_add(&listing->text, item);
}

const char *
listing_end(struct listing *listing)
{
	char more[32];

	if (listing->count > LISTED_MAX) {
		snprintf(more, sizeof(more), " and %zu more", listing->count - LISTED_MAX);
		text_add(&listing->text, span_of(more));
	}
	*text_room(&listing->text, 0) = '\0';
	return listing->text.ptr;
}

void
listing_free(struct listing *listing)
{
	text_free(&listing->text);
}
