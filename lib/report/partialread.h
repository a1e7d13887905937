/* Reads the states of --merge; see partial.h. */
#ifndef LF_PARTIALREAD_H
#define LF_PARTIALREAD_H

#include "report/partial.h"

/* For partial_open: begins to read rows. */
void partial_begin(struct partial *partial);
/*
 * The next row, of any state; false at the end. Exits with STATUS_DATA if a state is
 * damaged, was cut short, or is not like the first. What was read may be damaged until it
 * has returned false.
 */
bool partial_next(struct partial *partial, struct partial_row *row);
/* Takes a row of PARTIAL_AMOUNTS, of which unit is the first; false if it is none. */
bool partial_take_amounts(
    const struct partial_row *row, size_t unit, struct amounts *amounts);
/* Keeps a row, to be counted in `to` when all rows are read. */
void partial_wait(struct partial *partial, void *to, const struct partial_row *row);
/*
 * How long before as-of the time of a row that was kept lies. Exits with STATUS_DATA if it
 * is after it.
 */
int64_t partial_watched(
    const struct partial *partial, const struct partial_waiting *waiting, int64_t as_of);
/* The as-of time of the report, when all rows are read; INSTANT_MIN if there is none. */
int64_t partial_as_of(const struct partial *partial);
/* The same by partial_clock. */
int64_t partial_clock_as_of(const struct partial *partial);

#endif
