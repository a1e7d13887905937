/* The fields of a CSV record, and the fast way to them: most rows need no parser. */
#ifndef LF_CSVFIELDS_H
#define LF_CSVFIELDS_H

#include "base/span.h"

#include "csvlines.h"

/* How to read CSV. The delimiter is not part of it: a file may name its own. */
struct csvstyle {
	char escape; /* makes a quotation mark or itself plain; '"' for none */
	bool lenient; /* about quotation marks; blanks around fields are dropped */
	size_t max_field; /* bytes */
};

/* The fields of a record. Those after the last column are only counted. */
struct csvfields {
	struct span *item;
	size_t room; /* the columns, once they are known */
	bool all; /* they are not: there is room for every field */
	size_t count;
	size_t used; /* up to the last field that is not empty */
	size_t len; /* of the record, with its line end */
	bool plain; /* it is ASCII, with nothing in it that TSV escapes */
};

void csvfields_init(struct csvfields *fields);
void csvfields_free(struct csvfields *fields);
/* There are that many columns. */
void csvfields_choose(struct csvfields *fields, size_t columns);

/* A record begins. */
void csvfields_begin(struct csvfields *fields);
/* Counts a field of len bytes; true if there is room for it, at item[count - 1]. */
bool csvfields_count(struct csvfields *fields, size_t len);

/*
 * Takes the record if it is a row in the block with marks around fields at most; false
 * if it takes the parser to tell.
 */
bool csvfields_split(
    struct csvfields *fields, const struct csvstyle *style, const struct csvlines *lines);

/*
 * Makes the fields as many as the columns, by empty ones, or by leaving out empty ones;
 * false if there are others too many.
 */
bool csvfields_fit(struct csvfields *fields);

/* A field without blanks around it; the delimiter is no blank, even if it is a TAB. */
struct span csvfields_trim(struct span field, char delimiter);

#endif
