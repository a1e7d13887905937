/*
 * The periods of a report with --by, in a state: rows that count nothing, so that --merge
 * has a row for periods without visits.
 */
#ifndef LF_MARKS_H
#define LF_MARKS_H

#include "report/partialwrite.h"

#include "range.h"

/* Writes the first period as this figure, and the last one as the next. */
void marks_put(struct partial *state, const struct range *range, size_t first);
/* Takes such a row; false if it is none. */
bool marks_take(const struct partial_row *row, struct range *range, size_t first);

#endif
