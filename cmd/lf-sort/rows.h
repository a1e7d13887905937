/*
 * Rows in memory. If they come as a few runs that are in order already, such as one
 * sorted file or several, these are merged: reading them costs one comparison a row.
 * Else there is an entry for each row, to be sorted.
 */
#ifndef LF_ROWS_H
#define LF_ROWS_H

#include "merge.h"
#include "order.h"

struct rows;

/* They take `memory` bytes at most; backwards: of equal rows the last comes out first. */
struct rows *rows_new(struct keys *keys, size_t memory, bool backwards);
void rows_free(struct rows *rows);
/* Adds rows that have these first words; returns how many, the first ones, had room. */
size_t rows_add(
    struct rows *rows, const uint64_t *words, const struct row *row, size_t count);
/* Writes all rows, in order, and forgets them. */
void rows_write(struct rows *rows, struct sink *sink);

#endif
