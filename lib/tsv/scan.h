/* Finds the ends of fields and rows in a block of text: the inner loop of every filter. */
#ifndef LF_SCAN_H
#define LF_SCAN_H

#include <stddef.h>
#include <stdint.h>

enum { SCAN_SLACK = 64 };

/* What was found. The arrays have room for each byte of the text and SCAN_SLACK more. */
struct scan {
	char separator; /* between fields: a TAB in leadflow-tsv(5) */
	uint32_t *ends; /* offsets of the separators and LFs, in order */
	size_t end_count;
	uint32_t *rows; /* for each LF, its index in ends */
	size_t row_count;
};

/*
 * Adds the separators and LFs of text[from, to). SCAN_SLACK bytes after `to` must be
 * readable; what is in them does not matter. to < 2^32.
 */
void scan_block(struct scan *scan, const char *text, size_t from, size_t to);

#endif
