/* Checks of the names in a header line. */
#ifndef LF_COLUMNNAMES_H
#define LF_COLUMNNAMES_H

#include "base/list.h"

/* Exits with STATUS_USAGE if a column occurs twice; where begins the message. */
void columnnames_once(const struct list *columns, const char *where);
/* Exits with STATUS_USAGE: there is no such column. The message lists those there are. */
_Noreturn void columnnames_lacks(
    const struct list *columns, struct span name, const char *where);
/*
 * The places among the columns of those in only, the value of --only; to be freed, *count
 * says how many. Exits with STATUS_USAGE if there is no such column, or one occurs twice.
 */
size_t *columnnames_only(const struct list *columns, const char *only, size_t *count);

#endif
