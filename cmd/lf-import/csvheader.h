/*
 * The columns of a CSV's header by name. The second column of a name is NAME#2, the
 * third NAME#3; the seventh column is #7, whatever its name. A column whose header is
 * exactly the text comes first.
 */
#ifndef LF_CSVHEADER_H
#define LF_CSVHEADER_H

#include "base/list.h"

struct csvheader;

/* columns are escaped, as csvread has them, and must stay. */
struct csvheader *csvheader_new(const struct list *columns);
void csvheader_free(struct csvheader *header);

size_t csvheader_count(const struct csvheader *header);
/* A column's header, escaped. */
struct span csvheader_text(const struct csvheader *header, size_t column);
/* What the column is called, by which it can be found: NAME, NAME#2 or #7; escaped. */
struct span csvheader_name(const struct csvheader *header, size_t column);
/* What all of them are called. */
struct list csvheader_names(const struct csvheader *header);
/* The place of the column that is called so, escaped or not; or -1. */
long csvheader_find(const struct csvheader *header, struct span name);

#endif
