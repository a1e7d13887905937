/*
 * The groups of --group: a row's values in some columns, with TABs between
 * them. Without columns, all rows are in one group, the empty one.
 */
#ifndef LF_GROUPING_H
#define LF_GROUPING_H

#include "base/list.h"
#include "base/text.h"
#include "tsv/tsv.h"

/* The columns of one input. Starts as { 0 }. */
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

/* The group of a row, which is gone when the next one or further rows are asked for. */
static inline struct span
grouping_of(struct grouping *grouping, const struct row *row)
{
	return grouping->count == 0 ? (struct span){ NULL, 0 } :
				      grouping_join(grouping, row);
}

/* The order of groups: by the bytes of their values, the first ones first. */
int grouping_compare(struct span a, struct span b);

#endif
