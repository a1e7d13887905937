/*
 * Marks: rows of a state that count nothing. With --by, a report has rows for periods
 * and stages without visits; marks hand these on to --merge. Their seconds are a word:
 * first and last for a period, stage for a stage.
 */
#ifndef LF_MARKS_H
#define LF_MARKS_H

#include "partial.h"
#include "range.h"

/* The keys of a state, after period and groups. */
enum { KEY_STAGE, KEY_SECONDS, KEYS };

/* Writes those of the range, and of all stages in the order of the table, or NULL. */
void marks_put(
    const struct partial *state, const struct range *range, const struct stages *stages);
/* Takes a mark, and numbers its stage; false if the row is none. */
bool marks_take(struct partial *state, const struct row *row, struct range *range);

#endif
