/* Writes the states of --partial; see partial.h. */
#ifndef LF_PARTIALWRITE_H
#define LF_PARTIALWRITE_H

#include "report/partial.h"

/* Writes the header of a state. */
void partial_put_header(struct partial *partial);
/* Writes a row. */
void partial_put(struct partial *partial, const struct partial_row *row);
/* Writes a row for each duration of a set: the completed ones as a figure, the open ones. */
void partial_put_durations(struct partial *partial, struct partial_row row,
    struct durations *set, size_t completed, size_t open);
/* Writes what was seen of amounts, as PARTIAL_AMOUNTS, of which unit is the first. */
void partial_put_amounts(
    struct partial *partial, const struct amounts *amounts, size_t unit);
/* Keeps a row, to be added to others of the same keys, figure and value. */
void partial_add(struct partial *partial, const struct partial_row *row);
/*
 * A time, as a state has it. With --calendar it is that of a clock that goes only while
 * people work: then --merge finds the time between two without the calendar.
 */
static inline int64_t
partial_clock(const struct partial *partial, int64_t time)
{
	return report_between(partial->report, 0, time);
}
/* For partial_see_open. */
void partial_see_time(struct partial *partial, const struct move *move);
/* Takes the time of an open row; exits with STATUS_DATA if it is not that of the others. */
static inline void
partial_see_open(struct partial *partial, const struct move *move)
{
	if (partial->write)
		partial_see_time(partial, move);
}
/* Writes the rows of partial_add, and those that end a state. */
void partial_finish(struct partial *partial);

#endif
