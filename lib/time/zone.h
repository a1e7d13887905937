/*
 * The time zone of reports, by the C library. There is one for the process, since the
 * library has one, TZ; it is UTC until zone_use names another.
 */
#ifndef LF_ZONE_H
#define LF_ZONE_H

#include <stdint.h>

#include "base/diag.h"

/*
 * Sets the zone to a name of the tz database, such as Europe/Oslo. 0, or -1 and the reason. Exits
 * with STATUS_DATA if the database cannot be read, or memory is out.
 */
int zone_use(const char *name, struct reason *why);

/* Microseconds east of UTC at that instant. */
int64_t zone_east(int64_t usec);

enum zone_fit {
	ZONE_ONCE, /* clocks show this time once */
	ZONE_TWICE, /* clocks go back over it: the instant is the first of the two */
	ZONE_SKIPPED, /* clocks go forward over it: the instant is when they do */
};

/*
 * The instant at which clocks in the zone show local, a date and time as civil_usec
 * counts it.
 */
enum zone_fit zone_instant(int64_t local, int64_t *usec);

/*
 * instant_parse for options, where a time without a zone is in this one. 0, or -1 and the
 * reason, also if the instant is outside the years 0001 to 9999.
 */
int zone_parse(struct span text, int64_t *usec, struct reason *why);

#endif
