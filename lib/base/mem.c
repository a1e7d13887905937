#define _DEFAULT_SOURCE /* madvise() */
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "base/diag.h"
#include "base/mem.h"

enum { CACHE_LINE = 64, HUGE_PAGE = 1 << 21 };

void *
mem_new(size_t count, size_t size)
{
	void *made = calloc(count > 0 ? count : 1, size > 0 ? size : 1);

	if (made == NULL)
		diag_data("out of memory");
	return made;
}

void *
mem_resize(void *old, size_t count, size_t size)
{
	void *made = NULL;

	if (size == 0 || count <= SIZE_MAX / size)
		made = realloc(old, count * size > 0 ? count * size : 1);
	if (made == NULL)
		diag_data("out of memory");
	return made;
}

void *
mem_table(size_t bytes)
{
	size_t align = bytes < HUGE_PAGE ? CACHE_LINE : HUGE_PAGE;
	void *made = aligned_alloc(align, (bytes + align - 1) & ~(align - 1));

	if (made == NULL)
		diag_data("out of memory");
#ifdef MADV_HUGEPAGE
	/* Whole ones only, so that none is mostly unused. */
	if (bytes >= HUGE_PAGE)
		madvise(made, bytes & ~(size_t)(HUGE_PAGE - 1), MADV_HUGEPAGE);
#endif
	return made;
}

void *
mem_grow(void *things, size_t count, size_t *room, size_t size)
{
	if (count < *room)
		return things;
	*room = *room < 8 ? 16 : 2 * *room;
	return mem_resize(things, *room, size);
}

struct span
mem_copy(struct span text)
{
	char *made = mem_resize(NULL, text.len, 1);

	if (text.len > 0)
		memcpy(made, text.ptr, text.len);
	return (struct span){ made, text.len };
}

char *
mem_string(struct span text)
{
	char *made = mem_new(text.len + 1, 1);

	if (text.len > 0)
		memcpy(made, text.ptr, text.len);
	return made;
}
