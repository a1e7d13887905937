/*
 * The header line of a state. Its last column is, with blanks between them, the version of
 * the state, the options that it records, and the FNV-1a hash of the line before that.
 */
#ifndef LF_PARTIALHEADER_H
#define LF_PARTIALHEADER_H

#include <stdint.h>

#include "base/diag.h"
#include "base/text.h"

/* Adds the hash to a header line. */
void partialheader_end(struct text *line);
/*
 * The options that the header line records, if it is of a state of that version. 0, or
 * -1 and what it is, in words that follow the name of its file.
 */
int partialheader_parse(
    struct span line, const char *version, struct span *options, struct reason *why);
/* What is wrong with a header line that is not that of the state before. */
void partialheader_differ(
    struct span line, struct span before, const char *version, struct reason *why);

/* Reads what fnv_put writes. 0, or -1 if text is not that. */
int partialheader_hash(struct span text, uint64_t *hash);

#endif
