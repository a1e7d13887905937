/* Lists of texts, as options and headers hold them. */
#ifndef LF_LIST_H
#define LF_LIST_H

#include "base/span.h"

struct list {
	struct span *item;
	size_t count;
};

/* The texts of a,b,c, the value of an option or a cell; \, is a comma within a text. */
struct list list_parse(const char *text);
/* Frees a list whose items share one text that the first begins, as list_parse makes it. */
void list_free(struct list *list);
/* The place of text in the list, or -1. */
long list_find(const struct list *list, struct span text);

#endif
