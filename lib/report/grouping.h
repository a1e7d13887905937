/*
 * The groups of --group: a group is the values of a row in some columns, with TABs
 * between them. Without --group all rows are in one group, the empty one.
 */
#ifndef LF_GROUPING_H
#define LF_GROUPING_H

#include "base/list.h"
#include "base/text.h"
#include "tsv/tsv.h"

/* The columns in an input. Starts as { 0 }. */
struct grouping {
	const struct tsv *tsv;
	size_t *places;
	size_t count;
	struct text text; /* the latest group */
};

/* Finds the columns; exits with STATUS_USAGE if one is missing. */
void grouping_bind(
    struct grouping *grouping, const struct tsv *tsv, const struct list *columns);
void grouping_free(struct grouping *grouping);

/* For grouping_of, where there are columns. */
struct span grouping_join(struct grouping *grouping, const struct row *row);

/* The group of a row. It is gone when another one, or further rows, are asked for. */
static inline struct span
grouping_of(struct grouping *grouping, const struct row *row)
{
	return grouping->count == 0 ? (struct span){ NULL, 0 } :
				      grouping_join(grouping, row);
}

/* The order of groups: byte order of the first values, then of the next ones. */
int grouping_compare(struct span a, struct span b);

#endif
