/* The conditions of --where COL=GLOB: rows of which every named field matches. */
#ifndef LF_WHERE_H
#define LF_WHERE_H

#include "options.h"
#include "tsv.h"

struct where;

/*
 * Finds the columns in tsv; lists are the values of --list. Usage errors exit.
 */
struct where *where_new(
    const struct texts *conditions, const struct texts *lists, const struct tsv *tsv);
void where_free(struct where *where);
bool where_match(const struct where *where, const struct row *row);

#endif
