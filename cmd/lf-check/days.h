/* How many rows each day has, in the zone of zone_use. */
#ifndef LF_DAYS_H
#define LF_DAYS_H

#include <stdint.h>

#include "checks.h"

struct days;

struct days *days_new(void);
void days_free(struct days *days);

/*
 * Whether an instant is one that programs write where they know none, such as 1970-01-01
 * or 9999-12-31: it lies before 1990, or in 2050 or later. days_take takes no such one.
 */
bool days_sentinel(int64_t usec);
/* Takes the time of a row. */
void days_take(struct days *days, int64_t usec, struct place place);
/* Sets empty_days and busiest_day. */
void days_finish(struct days *days, struct checks *checks);

#endif
