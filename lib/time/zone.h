/*
 * The time zone of the program's reports, from the C library. There is one for
 * a process, as there is one TZ; it is UTC until zone_use names another.
 */
#ifndef LF_ZONE_H
#define LF_ZONE_H

#include <stdint.h>

#include "base/diag.h"

/*
 * Takes a name of the tz database, such as Europe/Oslo. 0, or -1 and the reason. Exits
 * with STATUS_DATA if the database cannot be read, or memory is out.
 */
int zone_use(const char *name, struct reason *why);

/* Microseconds east of UTC at that instant. */
int64_t zone_east(int64_t usec);

enum zone_fit {
	ZONE_ONCE, /* the wall shows this time once */
	ZONE_TWICE, /* clocks go back over it: the first of the two is taken */
	ZONE_SKIPPED, /* clocks go forward over it: the instant at which they do */
};

/*
 * The instant at which clocks on the wall show local, which is reckoned in
 * microseconds since 1970-01-01T00:00:00 as if it were UTC.
 */
enum zone_fit zone_instant(int64_t local, int64_t *usec);

/*
 * instant_parse for options: a time without a zone is in this one. -1 with the
 * reason also where that leads out of the years that there are.
 */
int zone_parse(struct span text, int64_t *usec, struct reason *why);

#endif
