/* The end of a log, as --as-of gives it. */
#ifndef LF_LOGEND_H
#define LF_LOGEND_H

#include <stdint.h>

#include "time/instant.h"

/*
 * What is known of a log's rows, in whatever order. Times are in microseconds since
 * 1970-01-01T00:00:00Z; a log begins as { .last = INSTANT_MIN }, or with the last time of
 * an earlier part in first and last.
 */
struct logend {
	int64_t first, last; /* the earliest and the latest time; INSTANT_MIN: no row yet */
	int64_t gap; /* no two rows that follow each other in time are further apart */
	uint64_t rows;
};

/*
 * Takes a row. Where times only rise, gap is the longest one. Where they go back, a row
 * may lie within a gap that was seen before, so gap may be too long, never too short.
 */
static inline void
logend_take(struct logend *log, int64_t time)
{
	int64_t gap = 0;

	log->rows++;
	if (time == log->last)
		return;
	if (log->last == INSTANT_MIN) {
		log->first = log->last = time;
	} else if (time > log->last) {
		gap = time - log->last;
		log->last = time;
	} else if (time < log->first) {
		gap = log->first - time;
		log->first = time;
	}
	if (gap > log->gap)
		log->gap = gap;
}

/*
 * Says on standard error if as_of is 365 days or more after the last row: a slip in the
 * year, or rows are missing. Of a log of 1,000 rows or more it says so from 30 days on, if
 * that is longer than any gap in the log. Without rows it says nothing.
 */
void logend_check(const struct logend *log, int64_t as_of);

#endif
