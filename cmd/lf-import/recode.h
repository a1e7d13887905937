/*
 * The input's bytes as UTF-8: converted by iconv where another encoding is
 * named, or where a file begins with the mark of UTF-16 or UTF-32. Marks are
 * taken off.
 */
#ifndef LF_RECODE_H
#define LF_RECODE_H

#include <stdint.h>

#include "tsv/input.h"

/* Stands for bytes that cannot be converted; UTF-8 never holds it. */
#define RECODE_BAD '\xff'

struct recode;

/* encoding: as iconv names it, or NULL for UTF-8. Exits with STATUS_USAGE if unknown. */
struct recode *recode_open(struct input *input, const char *encoding);
void recode_close(struct recode *recode);

/* Goes on to the next file, of which it reads nothing; false when there is none. */
bool recode_next_file(struct recode *recode);
/* Whether the file begins with a mark of UTF-16, which is read. */
bool recode_utf16(struct recode *recode);
/* Reads at most size bytes, 16 or more; 0 at the file's end. */
size_t recode_read(struct recode *recode, char *buf, size_t size);
/*
 * Where in the file the byte stands that was read as number `place`, counted from 0; if
 * bytes are converted, it is a RECODE_BAD, and places asked for only grow.
 */
uint64_t recode_offset(struct recode *recode, uint64_t place);
/* What the bytes should have been: the encoding's name. */
const char *recode_name(const struct recode *recode);
/* Whether bytes are converted, so that bad ones have become RECODE_BAD. */
bool recode_converts(const struct recode *recode);

#endif
