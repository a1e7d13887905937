/* Conditions COL=GLOB on rows, of --where and the like. */
#ifndef LF_WHERE_H
#define LF_WHERE_H

#include "tsv/options.h"
#include "tsv/tsv.h"

struct where;

/*
 * Finds the columns in tsv of the values of an option; lists are the values of
 * --list, or NULL. NULL if there are no values. Usage errors exit.
 */
struct where *where_new(const char *option, const struct texts *conditions,
    const struct texts *lists, const struct tsv *tsv);
void where_free(struct where *where);

/* For where_match and where_match_any, which most runs call without conditions. */
bool where_all(struct where *where, const struct row *row);
bool where_any(const struct where *where, const struct row *row);

/* Whether all fields that conditions name match. */
static inline bool
where_match(struct where *where, const struct row *row)
{
	return where == NULL || where_all(where, row);
}

/* Whether one of them does. */
static inline bool
where_match_any(const struct where *where, const struct row *row)
{
	return where != NULL && where_any(where, row);
}
/* Reports the condition that no row fits, once where_match has seen all rows. */
void where_report(const struct where *where);

#endif
