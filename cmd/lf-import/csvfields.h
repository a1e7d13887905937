/* The fields of a CSV record, which libcsv parses from its lines. */
#ifndef LF_CSVFIELDS_H
#define LF_CSVFIELDS_H

#include <csv.h>

#include "base/diag.h"
#include "base/span.h"
#include "base/text.h"

#define CSV_NONE SIZE_MAX /* no such column */

struct csvfields {
	struct csv_parser parser;
	char delimiter;
	bool lenient;
	size_t max_field;

	struct span *item; /* of fields that are wanted */
	size_t count; /* of all fields, wanted or not */
	bool *wanted; /* by column; all: every field is, of any number of columns */
	size_t columns;
	bool all;
	struct text values; /* what libcsv gave */
	size_t *begins; /* in values, of each field */
	size_t item_room, begins_room;

	bool complete; /* the record is at its end */
	bool broken; /* it is no record: why, and in which field, or CSV_NONE */
	struct reason why;
	size_t bad;
};

/* All fields are wanted at first. */
void csvfields_init(struct csvfields *fields, bool lenient, size_t max_field);
void csvfields_free(struct csvfields *fields);
/* Fields are parted by delimiter from now on. */
void csvfields_delimit(struct csvfields *fields, char delimiter);
/* There are so many columns; only those of which *wanted is true are wanted. */
void csvfields_choose(struct csvfields *fields, size_t columns);

/* Begins a record. */
void csvfields_begin(struct csvfields *fields);
/*
 * Takes a record that is this line, and where nothing is special about it: no
 * quotation marks but around fields. False if it is not so, and nothing taken.
 * quote is the line's first quotation mark, or lies behind it.
 */
bool csvfields_split(struct csvfields *fields, struct span line, const char *quote);
/* Takes a line with its end, or a piece of one. */
void csvfields_feed(struct csvfields *fields, struct span piece);
/* The file ends, and with it the record. */
void csvfields_finish(struct csvfields *fields);
/* The record has been taken: fields->item can be read, until the next one begins. */
void csvfields_end(struct csvfields *fields);

/* It is no record, because of that field, or CSV_NONE. fields->why is to be set. */
void csvfields_break(struct csvfields *fields, size_t bad);

#endif
