#include <stdlib.h>

#include "base/list.h"
#include "base/mem.h"

struct list
list_parse(const char *text)
{
	struct list list = { NULL, 0 };
	size_t room = 0;
	char *to = mem_string(span_of(text));
	char *first = to;

	for (;; text++) {
		if (text[0] == '\\' && text[1] == ',') {
			*to++ = *++text;
			continue;
		}
		if (*text != ',' && *text != '\0') {
			*to++ = *text;
			continue;
		}
		list.item = mem_grow(list.item, list.count, &room, sizeof(*list.item));
		list.item[list.count++] = (struct span){ first, (size_t)(to - first) };
		first = to;
		if (*text == '\0')
			return list;
	}
}

void
list_free(struct list *list)
{
	if (list->count > 0)
		free((void *)(uintptr_t)list->item[0].ptr);
	free(list->item);
	*list = (struct list){ NULL, 0 };
}

long
list_find(const struct list *list, struct span text)
{
	for (size_t i = 0; i < list->count; i++)
		if (span_equal(list->item[i], text))
			return (long)i;
	return -1;
}
