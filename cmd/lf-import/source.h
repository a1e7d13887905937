/*
 * Where a value comes from: a column of the records, a key of the flat JSON
 * object in one (COL:KEY), or, in presets, whichever of several there is.
 */
#ifndef LF_SOURCE_H
#define LF_SOURCE_H

#include "base/text.h"

#include "csvread.h"

enum { PICKS_MAX = 2 };

/* A column, or a key of the object in it. */
struct pick {
	size_t column;
	struct span key; /* ptr NULL: there is none */
	struct text value; /* of the key, in the record */
};

/*
 * text is COL or COL:KEY. A preset's is more: alternatives parted by '|', of
 * which the first that the file has is taken; A+B is A, or where that is missing
 * B; a '*' stands for any text in a column's name, and =NAME for the text that
 * '*' stands for.
 */
struct source {
	struct span text;
	bool alternatives; /* it is a preset's */
	bool optional; /* it may be missing: no value then */
	bool divides; /* /N at the end divides by N: an amount */
	/* What it is in the file at hand: */
	struct pick pick[PICKS_MAX];
	size_t picks;
	struct span constant;
	int64_t divisor;
};

/* Finds the source among these columns; false if it is not there. */
bool source_find(struct source *source, const struct list *columns);
/* Has the fields of a source that was found read; exits if its name occurs twice. */
void source_want(const struct source *source, struct csvread *csv);
/* What messages call it: the column as the file names it, or COL:KEY as given. */
struct span source_name(const struct source *source, const struct list *columns);
void source_free(struct source *source);

/* Values that mean that there is none. */
struct missing {
	struct span *item;
	size_t count;
};

/* The record's value, empty if it is missing; -1 and the reason for bad JSON. */
int source_value(struct source *source, const struct csvread *csv,
    const struct missing *missing, struct span *value, struct reason *why);

#endif
