/* Conditions COL=GLOB on rows, of --where and the like. */
#ifndef LF_WHERE_H
#define LF_WHERE_H

#include "tsv/options.h"
#include "tsv/tsv.h"

struct where;

/*
 * Finds the columns in tsv of the values of an option; lists are the values of
 * --list, or NULL. Usage errors exit.
 */
struct where *where_new(const char *option, const struct texts *conditions,
    const struct texts *lists, const struct tsv *tsv);
void where_free(struct where *where);
/* Whether all fields that conditions name match; whether one does. */
bool where_match(const struct where *where, const struct row *row);
bool where_match_any(const struct where *where, const struct row *row);

#endif
