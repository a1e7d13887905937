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

/* Adds STR; or COL=STR, if the header has such a column. header may be NULL. */
void missing_add(struct missing *missing, struct span text, const struct csvheader *header);
void missing_free(struct missing *missing);

/* For missing_value, if it takes more than a field. */
int missing_look(const struct missing *missing, struct source *source,
    const struct csvread *csv, struct span *value, struct reason *why);

/* The record's value, empty if it is missing; -1 and the reason for bad JSON. */
static inline int
missing_value(const struct missing *missing, struct source *source,
    const struct csvread *csv, struct span *value, struct reason *why)
{
	if (source->picks != 1 || source->pick[0].key.ptr != NULL ||
	    missing->count + missing->one_count > 0)
		return missing_look(missing, source, csv, value, why);
	*value = csvread_field(csv, source->pick[0].column);
	return 0;
}

#endif
