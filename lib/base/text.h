/* Text that grows, in memory that is kept to be used again. It starts as { 0 }. */
#ifndef LF_TEXT_H
#define LF_TEXT_H

#include "base/span.h"

struct text {
	char *ptr;
	size_t len, room;
};

/* For text_room, when there is too little. */
void text_grow(struct text *text, size_t len);

/* Room for len more bytes and a NUL after them; text->len stays as it is. */
static inline char *
text_room(struct text *text, size_t len)
{
	if (text->len + len >= text->room)
		text_grow(text, len);
	return text->ptr + text->len;
}

static inline void
text_add(struct text *text, struct span more)
{
	span_put(text_room(text, more.len), more);
	text->len += more.len;
}

/* Leaves it as { 0 }. */
void text_free(struct text *text);

static inline struct span
text_span(const struct text *text)
{
	return (struct span){ text->ptr, text->len };
}

#endif
