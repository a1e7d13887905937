/*
 * The lines of CSV files, in a block of text that holds all of the record that
 * is being read: so that its first line and its bytes are known.
 */
#ifndef LF_CSVLINES_H
#define LF_CSVLINES_H

#include <stdint.h>

#include "base/span.h"

#include "recode.h"

/* text[begin, at) is what has been taken of the record, text[at, filled) waits. */
struct csvlines {
	struct recode *recode;
	char *text;
	size_t begin, at, filled, room;
	size_t lf, cr, quote; /* the next ones from at on, or filled */
	uint64_t offset; /* of text[0] in the file, if the file is UTF-8 */
	bool ended; /* the file */
	uint64_t line; /* that at is on */
	bool after_cr; /* a line just ended with CR: an LF would belong to it */
};

void csvlines_init(struct csvlines *lines, struct recode *recode);
void csvlines_free(struct csvlines *lines);
/* A file begins: passes over so many lines of it. */
void csvlines_start(struct csvlines *lines, uint64_t skip);

/* Begins a record, behind blank lines; false at the file's end. */
bool csvlines_begin(struct csvlines *lines);
/*
 * The record's next line, without its end, if it is there as a whole and holds
 * no CR; it is not taken yet. *quote is its first quotation mark, or lies behind it.
 */
bool csvlines_peek(struct csvlines *lines, struct span *line, const char **quote);
/* Takes that line. */
void csvlines_take(struct csvlines *lines);
/*
 * Takes the record's next line, with its end, or what there is of it; false at
 * the file's end. *ends tells whether a line ends there: with an LF, or with a CR
 * that no LF is known to follow.
 */
bool csvlines_next(struct csvlines *lines, struct span *piece, bool *ends);
/* The record ends with what was taken. */
void csvlines_end(struct csvlines *lines);
/* The record's bytes as they stood, without its line end. */
struct span csvlines_bytes(const struct csvlines *lines);

#endif
