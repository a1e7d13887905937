/* Text that grows: bytes one behind the other, in memory that is used again. */
#ifndef LF_TEXT_H
#define LF_TEXT_H

#include "base/span.h"

struct text {
	char *ptr;
	size_t len, room;
};

/* Makes room for len more bytes; returns where they go. text->len stays. */
char *text_room(struct text *text, size_t len);
void text_add(struct text *text, struct span more);
void text_free(struct text *text);

static inline struct span
text_span(const struct text *text)
{
	return (struct span){ text->ptr, text->len };
}

#endif
