/* How many rows each day has, in the zone of zone_use. */
#ifndef LF_DAYS_H
#define LF_DAYS_H

#include <stdint.h>

#include "checks.h"

struct days;

struct days *days_new(void);
void days_free(struct days *days);

/* Takes the time of a row, which is no sentinel, see instant.h. */
void days_take(struct days *days, int64_t usec, struct place place);
/* Sets empty_days and busiest_day. */
void days_finish(struct days *days, struct checks *checks);

#endif
