/*
 * The lines of CSV files, in a block of text that holds all of the record that is being
 * read. A line ends with LF, CRLF or CR. A row ends with LF: it is one line, unless there
 * is a CR in it.
 */
#ifndef LF_CSVLINES_H
#define LF_CSVLINES_H

#include <stdint.h>

#include "base/span.h"
#include "tsv/scan.h"

#include "csvbits.h"
#include "recode.h"

#define CSV_END_MARK '\x1a' /* SUB, Ctrl-Z */

/*
 * The record begins at text[begin], and text[begin, filled) has been read and scanned:
 * scan.ends[first_end] is its first delimiter or LF, scan.rows[next] its first LF.
 */
struct csvlines {
	struct input *input;
	struct recode *recode; /* of the input */
	char *text;
	size_t room, filled, begin;
	struct scan scan;
	struct csvbits bits;
	bool special; /* some of the bits are set; else none is */
	uint32_t first_end;
	size_t next;
	uint64_t offset; /* of text[0] in the file, in UTF-8 */
	bool ended; /* the file; then the text ends with LF, if need be one added to it */
	uint64_t line; /* on which the record begins */
	bool after_cr; /* the line before ended with CR, and an LF would belong to it */
};

/* escape is that of --escape, or the quotation mark. */
void csvlines_init(
    struct csvlines *lines, struct input *input, struct recode *recode, char escape);
void csvlines_free(struct csvlines *lines);
/* A file begins. */
void csvlines_start(struct csvlines *lines);
/* Fields are separated by delimiter from here on. */
void csvlines_delimit(struct csvlines *lines, char delimiter);
/* The next line without its end, or, if it is not there, more than `len` bytes of it. */
struct span csvlines_peek(struct csvlines *lines, size_t len);
/* Passes over the first `count` lines of the file, whatever they hold. */
void csvlines_skip(struct csvlines *lines, uint64_t count);

/* Reads more of the file, for which the text may move; false at its end. */
bool csvlines_fill(struct csvlines *lines);
/* Goes on to the next line that is not empty; false at the file's end. */
bool csvlines_begin(struct csvlines *lines);
/* Whether nothing but end-of-file marks, in a line alone, is left of the file. */
bool csvlines_end_mark(struct csvlines *lines);
/* The length of the record's first line with its end, or 0 if that is not there yet. */
size_t csvlines_first(const struct csvlines *lines);
/* The record is text[begin, begin + len), line ends included, and the next one follows. */
void csvlines_take(struct csvlines *lines, size_t len);

/* The record's bytes as they stand, in len with its line end, without that. */
struct span csvlines_bytes(const struct csvlines *lines, size_t len);

/* Whether the block holds the whole row in which the record begins. */
static inline bool
csvlines_has_row(const struct csvlines *lines)
{
	return lines->next < lines->scan.row_count;
}

/* The place of that row's LF. */
static inline size_t
csvlines_row_end(const struct csvlines *lines)
{
	return lines->scan.ends[lines->scan.rows[lines->next]];
}

/*
 * What is special in [from, to) of the text, which is not empty. Most texts have nothing:
 * lf-import takes 5 % less time if their rows are not looked at.
 */
static inline struct csvword
csvlines_special(const struct csvlines *lines, size_t from, size_t to)
{
	return lines->special ? csvbits_in(&lines->bits, from, to) :
				(struct csvword){ 0, 0 };
}

/* Takes that row. */
static inline void
csvlines_take_row(struct csvlines *lines)
{
	lines->begin = csvlines_row_end(lines) + 1;
	lines->first_end = lines->scan.rows[lines->next++] + 1;
	lines->line++;
	lines->after_cr = false;
}

#endif
