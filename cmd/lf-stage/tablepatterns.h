/*
 * The patterns of a stage table, over the columns of events: in which rows of the table
 * do all patterns match an event?
 */
#ifndef LF_TABLEPATTERNS_H
#define LF_TABLEPATTERNS_H

#include <stdint.h>

#include "lead/stages.h"
#include "tsv/tsv.h"

struct tablepatterns;

/*
 * The patterns of the table, over the columns of tsv; lists has the values of --list.
 * A column that tsv does not have is a usage error, which names the table's line. If old
 * is a column, the patterns, all of one column, are over that one instead.
 */
struct tablepatterns *tablepatterns_new(const struct stages *table, const struct texts *lists,
    const struct tsv *tsv, size_t old);
void tablepatterns_free(struct tablepatterns *patterns);
/*
 * A bit for each row of the table: 1 if all its patterns match. They are valid until
 * the next call.
 */
const uint64_t *tablepatterns_match(struct tablepatterns *patterns, const struct row *row);
/*
 * Reports, in one line, the rows of the table with a pattern that no event fits, once all
 * events have been seen. old has the same patterns over the column of --old, or is NULL.
 */
void tablepatterns_report(
    const struct tablepatterns *patterns, const struct tablepatterns *old);

#endif
