/*
 * Where a value comes from: a column of the records, a key of the JSON object in one
 * (COL:KEY), or, in presets, whichever of several there is.
 */
#ifndef LF_SOURCE_H
#define LF_SOURCE_H

#include "base/text.h"

#include "csvheader.h"
#include "csvread.h"

enum { PICKS_MAX = 2 };

/* A column, or a key of the object in it. */
struct pick {
	size_t column;
	struct span key; /* ptr NULL: there is none */
	struct text value; /* of the key, in the record */
};

/*
 * text is COL or COL:KEY. A preset's is more: alternatives with '|' between them, of
 * which the first that the file has is taken; an empty one is always there, and has no
 * value. A+B is A, or where that is missing B; a '*' stands for any text in a column's
 * name, and =NAME is the text that its '*' stands for.
 */
struct source {
	struct span text;
	bool alternatives; /* it is a preset's */
	bool divides; /* /N at the end divides by N: an amount */
	/* What it is in the file at hand: */
	struct pick pick[PICKS_MAX];
	size_t picks;
	struct span constant; /* where there are no picks */
	struct text made; /* the constant, if it is part of a name */
	int64_t divisor;
};

/* Finds the source among these columns; false if it is not there. */
bool source_find(struct source *source, const struct csvheader *header);
/* What messages call it: the column as the file names it, or COL:KEY as given. */
struct span source_name(const struct source *source, const struct csvheader *header);
/* Adds "'A' (or 'B', 'C')" for a message: what the source's text names. */
void source_describe(const struct source *source, struct text *to);
void source_free(struct source *source);

#endif
