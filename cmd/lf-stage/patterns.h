/*
 * The patterns of a stage table over the columns of events: which rows of the
 * table an event matches, as far as patterns go.
 */
#ifndef LF_PATTERNS_H
#define LF_PATTERNS_H

#include <stdint.h>

#include "lead/stages.h"
#include "tsv/tsv.h"

struct patterns;

/*
 * The patterns of the table over the columns of tsv; lists are the values of
 * --list. A column that is missing in tsv is a usage error that names the
 * table's line.
 */
struct patterns *patterns_new(
    const struct stages *table, const struct texts *lists, const struct tsv *tsv);
void patterns_free(struct patterns *patterns);
/* A bit for each row of the table whose patterns all match; gone with the next row. */
const uint64_t *patterns_match(struct patterns *patterns, const struct row *row);

#endif
