/* Takes rows in any order and writes them in order, by temporary files if need be. */
#ifndef LF_SORTER_H
#define LF_SORTER_H

#include "keys.h"
#include "sink.h"

struct sorter_options {
	size_t memory; /* in bytes, for rows */
	const char *directory; /* of temporary files */
	bool backwards; /* of rows with equal keys the last one comes out first */
};

struct sorter;

struct sorter *sorter_new(struct keys *keys, const struct sorter_options *options);
void sorter_free(struct sorter *sorter);
/* Takes rows that have these first words. */
void sorter_add(
    struct sorter *sorter, const uint64_t *words, const struct row *row, size_t count);
/* Writes all rows in order. Exits with status 1 if fewer or more come out than came in. */
void sorter_write(struct sorter *sorter, struct sink *sink);

#endif
