/* The end of a log, as --as-of gives it. */
#ifndef LF_LOGEND_H
#define LF_LOGEND_H

#include <stdint.h>

/*
 * Says on standard error if as_of is 365 days or more after `last`, the time of the latest
 * row, INSTANT_MIN if there is none: a slip in the year, or rows are missing. Both are in
 * microseconds since 1970-01-01T00:00:00Z.
 */
void logend_check(int64_t as_of, int64_t last);

#endif
