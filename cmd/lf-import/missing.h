/* Values that mean that there is none, of all columns or of one. */
#ifndef LF_MISSING_H
#define LF_MISSING_H

#include "source.h"

/* A value, of every column, or of one, or of one key of the objects in it. */
struct missing_one {
	bool every;
	struct source source; /* else */
	struct span value;
	const char *text; /* what missing_report calls it, or NULL */
	bool asked, found; /* a field was compared with it, and was the same */
};

struct missing {
	struct missing_one *one;
	size_t count, room;
};

/*
 * Adds STR; or COL=STR, if the header has such a column. header may be NULL. If it is from
 * --missing, missing_report says when no field is that.
 */
void missing_add(struct missing *missing, const char *text, const struct csvheader *header,
    bool from_option);
/* Reports the values that no field was. */
void missing_report(const struct missing *missing, const struct csvheader *header);
void missing_free(struct missing *missing);

/* For missing_value, if it takes more than a field. */
int missing_look(struct missing *missing, struct source *source,
    const struct csvread *csv, struct span *value, struct reason *why);

/* The record's value, empty if it is missing; -1 and the reason for bad JSON. */
static inline int
missing_value(struct missing *missing, struct source *source,
    const struct csvread *csv, struct span *value, struct reason *why)
{
	if (source->picks != 1 || source->pick[0].key.ptr != NULL ||
	    missing->count > 0)
		return missing_look(missing, source, csv, value, why);
	*value = csvread_field(csv, source->pick[0].column);
	return 0;
}

#endif
