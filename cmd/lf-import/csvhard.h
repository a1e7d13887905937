/*
 * Parses the records that csvfields_split does not take: finds where each ends, over as
 * many lines as it has, and has libcsv parse it, or, as libcsv knows neither another
 * escape nor how to go on after a broken record, takes its fields apart here.
 *
 * A field that begins with a quotation mark is quoted, up to the next mark; two marks stand
 * for one. A mark elsewhere breaks the record, and so does text after the closing mark.
 * But a field such as ="0012", which tells a spreadsheet that a number is text, is taken as
 * it stands. A lenient reader takes a mark elsewhere as it comes, and a field with text
 * after its closing mark as it stands, up to the next delimiter or line end. A mark that is
 * never closed, and a field that is too long, break the record in either mode. Of a broken
 * record only the first line is lost: reading goes on at the next one.
 */
#ifndef LF_CSVHARD_H
#define LF_CSVHARD_H

#include <csv.h>

#include "base/diag.h"
#include "base/text.h"

#include "csvfields.h"

#define CSV_NONE SIZE_MAX /* no such field */

/* Why text is no record. */
enum csvfault {
	CSV_FINE,
	CSV_MARK_INSIDE,
	CSV_TEXT_AFTER,
	CSV_BACKSLASH,
	CSV_UNCLOSED,
	CSV_FIELD_LONG,
	CSV_RECORD_LONG,
};

/* Where in a field the parser is. */
enum csvplace {
	CSV_START, /* before it */
	CSV_BARE, /* in one that is not quoted */
	CSV_QUOTED, /* in a quoted one */
	CSV_CLOSED, /* after a mark in it, which closes it unless another follows */
	CSV_AFTER, /* in text after the closing mark */
};

/* A field, by its place in the record. */
struct csvpart {
	size_t begin, len;
	bool quoted;
	bool changes; /* some of its bytes are not part of its value */
};

struct csvhard {
	struct csvstyle style;
	struct csvfields *fields; /* where they go */
	unsigned char meaning[256]; /* of each byte */
	struct csvpart *part;
	size_t room;
	struct text values; /* of fields that change */
	struct csv_parser libcsv; /* strict */
	size_t given; /* fields that it has found in the record */

	/* Of the record: what has been read of it, and offsets in that. */
	struct span text;
	size_t first; /* the length of its first line, or SIZE_MAX before that is known */
	size_t at;
	enum csvplace place;
	size_t open, value; /* where the field begins, and its value */
	size_t close; /* the mark in CSV_CLOSED; in CSV_BARE the last one */
	size_t changes; /* bytes in it so far that are not part of its value */
	size_t marks; /* in a bare field, so far */
	bool formula; /* a field is ="text", which libcsv would refuse */
	bool crossed; /* the first line ends in a quoted field */
	bool complete;
	enum csvfault fault;
	size_t bad; /* the field in which the fault is, or CSV_NONE */
	uint64_t offset; /* of the record in the file */
	/*
	 * Two records that are in a quoted field at the end of the same line end alike. So
	 * when one proves broken, in a field that begins at this place in the file, so is each
	 * one whose first line ends before that place, in a quoted field. Without this, a file
	 * with many marks would be read to its end for each of them.
	 */
	uint64_t doomed;
	enum csvfault doom;
};

/* The fields go to *fields. */
void csvhard_init(
    struct csvhard *parser, const struct csvstyle *style, struct csvfields *fields);
void csvhard_free(struct csvhard *parser);
/* A file begins, in which fields are separated by delimiter. */
void csvhard_start(struct csvhard *parser, char delimiter);

/*
 * Parses the record, and reads on as far as it goes. False if it is broken: parser->bad
 * is the field in which it is, or the one that is open where its first line ends.
 */
bool csvhard_parse(struct csvhard *parser, struct csvlines *lines);
/* Why the record is broken. */
void csvhard_reason(const struct csvhard *parser, struct reason *why);

#endif
