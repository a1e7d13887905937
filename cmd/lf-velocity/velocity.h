/* The report: its options, and what it has counted. */
#ifndef LF_VELOCITY_H
#define LF_VELOCITY_H

#include "lead/stages.h"
#include "report/cells.h"
#include "report/partial.h"
#include "report/report.h"

#include "columns.h"
#include "compare.h"
#include "range.h"

struct velocity {
	struct report report;
	/* Options as given. */
	const char *on, *stages_path, *from_text, *until_text, *unit;
	const char *percentiles, *km, *per, *seen_text, *compare_text;

	bool by_left, per_lead;
	int64_t from, until, seen_from; /* microseconds; INSTANT_MIN and INSTANT_END without */
	enum compare_kind compare;
	struct columns columns;
	struct partial state;

	struct stages *stages; /* or NULL */
	struct cells *cells; /* of struct cell */
	struct range range; /* of periods, with --by */
};

/* Whether a lead's way ends in that stage. Its number, less one, is its place in the table. */
static inline bool
velocity_is_end(const struct velocity *velocity, uint32_t stage)
{
	const struct stages *stages = velocity->stages;

	return stages != NULL && stage <= stages->count &&
	    stages->stage[stage - 1].path == PATH_END;
}

/* Whether a visit that began then counts, by --from and --until. */
static inline bool
velocity_in_span(const struct velocity *velocity, int64_t usec)
{
	return usec >= velocity->from && usec < velocity->until;
}

/* The cell of the period of that time, a group and a stage. */
static inline struct cell *
velocity_cell(
    struct velocity *velocity, int64_t when, struct span group, uint32_t stage)
{
	struct calendar *calendar = velocity->report.calendar;
	int64_t period = calendar != NULL ? calendar_at(calendar, when) : 0;

	return cells_put(
	    velocity->cells, period, cells_group(velocity->cells, group), stage);
}

/* The parts of moves that counting needs, of enum move_part. */
unsigned velocity_parts(const struct velocity *velocity);
/* Counts the visits of all moves, or of all states. */
void velocity_count(struct velocity *velocity);
/* Writes a row for each stage, or a state. */
void velocity_put(struct velocity *velocity);

#endif
