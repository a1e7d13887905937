/* A piece of text: a pointer and a length, never ended by a NUL. */
#ifndef LF_SPAN_H
#define LF_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct span {
	const char *ptr;
	size_t len;
};

/* The bytes of a C string. */
static inline struct span
span_of(const char *text)
{
	return (struct span){ text, strlen(text) };
}

static inline bool
span_equal(struct span a, struct span b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* Byte order, a prefix first: <0, 0 or >0, as LC_ALL=C sort has it. */
static inline int
span_compare(struct span a, struct span b)
{
	size_t shared = a.len < b.len ? a.len : b.len;
	int order = shared == 0 ? 0 : memcmp(a.ptr, b.ptr, shared);

	if (order != 0)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

#endif
