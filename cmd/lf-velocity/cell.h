/* What lf-velocity counts in a period, group and stage. */
#ifndef LF_CELL_H
#define LF_CELL_H

#include <stdlib.h>

#include "base/mem.h"
#include "report/durations.h"

struct cell {
	struct durations visits;
	/*
	 * With --seen-from, of the visits that joined: the durations of those that are
	 * completed, and, as if they were open, the ages at which all of them joined. The
	 * open ones are among the others. NULL if no visit joined.
	 */
	struct durations *joined;
	double speed, p_value; /* with --compare; NAN where they are not known */
};

/* The visits that joined, of which there will be some. */
static inline struct durations *
cell_joined(struct cell *cell)
{
	if (cell->joined == NULL)
		cell->joined = mem_new(1, sizeof(*cell->joined));
	return cell->joined;
}

/* The visits that are at risk from age 0 on: those that did not join later. */
static inline int64_t
cell_at_risk(const struct cell *cell)
{
	int64_t count = durations_count(&cell->visits);

	if (cell->joined != NULL)
		count += (int64_t)cell->joined->completed - (int64_t)cell->joined->open;
	return count;
}

static inline void
cell_free(struct cell *cell)
{
	durations_free(&cell->visits);
	if (cell->joined != NULL)
		durations_free(cell->joined);
	free(cell->joined);
}

#endif
