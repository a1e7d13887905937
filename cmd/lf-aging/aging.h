/* What the parts of lf-aging share: its options, and all visits. */
#ifndef LF_AGING_H
#define LF_AGING_H

#include "base/arena.h"
#include "lead/stages.h"
#include "report/cells.h"
#include "report/partial.h"

#include "pace.h"

struct aging {
	struct report report;
	struct partial state;
	struct stages *stages; /* or NULL */
	int64_t ahead, unit; /* microseconds */
	int64_t stuck; /* millionths; -1: all visits have a row */
	bool overdue, summary;
	struct list keep;

	size_t *columns; /* the lead and --keep in the input */
	struct text text; /* their values */
	struct arena visits; /* open ones */
	struct cells *cells; /* of struct cell */
};

/* The row of a stage in the table, or NULL: its number, less one, is its place there. */
static inline const struct stage *
aging_stage(const struct aging *aging, uint32_t stage)
{
	return aging->stages != NULL && stage <= aging->stages->count ?
	    &aging->stages->stage[stage - 1] :
	    NULL;
}

/* Whether visits to the stage have no rows, and say nothing of the pace of others. */
static inline bool
aging_is_end(const struct aging *aging, uint32_t stage)
{
	const struct stage *row = aging_stage(aging, stage);

	return row != NULL && row->path == PATH_END;
}

/* Writes a TAB, and num/den microseconds in the unit; a missing value if den is 0. */
static inline void
aging_put_time(struct aging *aging, int64_t num, int64_t den)
{
	struct out *out = &aging->report.out;

	out_char(out, '\t');
	report_put_ratio(out, num, (int128)den * aging->unit, 4);
}

#endif
