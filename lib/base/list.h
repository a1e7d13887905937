/* Lists of texts, as options and headers hold them. */
#ifndef LF_LIST_H
#define LF_LIST_H

#include "base/span.h"

struct list {
	struct span *item;
	size_t count;
};

/* The texts of an option's value or a cell, a,b,c: a comma in one is written \, */
struct list list_parse(const char *text);
/* Frees a list whose items share one text that the first begins, as list_parse makes it. */
void list_free(struct list *list);
/* The place of text in the list, or -1. */
long list_find(const struct list *list, struct span text);

#endif
