/* Values that mean that there is none, of all columns or of one. */
#ifndef LF_MISSING_H
#define LF_MISSING_H

#include "source.h"

/* Of one column, or of one key of the objects in it. */
struct missing_one {
	struct source source;
	struct span value;
};

struct missing {
	struct span *item;
	size_t count, room;
	struct missing_one *one;
	size_t one_count, one_room;
};

/* Adds STR; or COL=STR, if the header has such a column. */
void missing_add(struct missing *missing, struct span text, const struct csvheader *header);
void missing_free(struct missing *missing);

/* The record's value, empty if it is missing; -1 and the reason for bad JSON. */
int missing_value(const struct missing *missing, struct source *source,
    const struct csvread *csv, struct span *value, struct reason *why);

#endif
