/* Conditions COL=GLOB on rows, of --where and the like. */
#ifndef LF_WHERE_H
#define LF_WHERE_H

#include "lead/fit.h"
#include "tsv/options.h"
#include "tsv/tsv.h"

struct where;

/*
 * The conditions that are the values of an option, or NULL if there are none; their columns
 * are found in tsv. lists has the values of --list, or is NULL. Usage errors exit. tsv is
 * NULL where no row will be asked, but what other runs found is merged.
 */
struct where *where_new(const char *option, const struct texts *conditions,
    const struct texts *lists, const struct tsv *tsv);
void where_free(struct where *where);

/* For where_match and where_match_any, if there are conditions; most runs have none. */
bool where_all(struct where *where, const struct row *row);
bool where_any(struct where *where, const struct row *row);

/* Whether the row meets all conditions. */
static inline bool
where_match(struct where *where, const struct row *row)
{
	return where == NULL || where_all(where, row);
}

/* Whether the row meets one of them. */
static inline bool
where_match_any(struct where *where, const struct row *row)
{
	return where != NULL && where_any(where, row);
}
/* What is known of the fit of a condition, by its text; NULL after the last, *at. */
struct fit *where_next(const struct where *where, size_t *at, struct span *text);
/* Reports the conditions that no row fits, once all rows have been seen. */
void where_report(const struct where *where);

#endif
