/* The program's times: the formats they are in, and the zone of those that name none. */
#ifndef LF_TIMES_H
#define LF_TIMES_H

#include "base/diag.h"
#include "base/list.h"
#include "time/instant.h"

#include "timereading.h"

struct times {
	const char *const *format;
	size_t count; /* 0: ISO 8601 */
	bool
	    agree; /* no two formats read a text differently: the first that fits is taken */
	struct list months; /* names of --month-names; none: English */
	const char *zone; /* NULL: UTC */
	bool ledger; /* midnights are days, where there is no zone */
	struct instant_memo memo;
	/* Times read: that clocks showed twice; midnights taken as days; others. */
	uint64_t twice, midnights, moments;
	uint64_t named, bare; /* times read that name a zone, and that do not */
	uint64_t sentinels; /* times that are hardly those of a log, see instant.h */
	struct reason sentinel; /* what the first of them is */
};

/*
 * The instant of text. reading->usec is in UTC then, but for a day, which stays the
 * date. -1 and the reason where no format fits, two fit and disagree, or clocks in the
 * zone never showed that time.
 */
int times_read(
    struct times *times, struct span text, struct reading *reading, struct reason *why);
/* The same, but a midnight that names no zone is a day, whatever zone there is. */
int times_read_day(
    struct times *times, struct span text, struct reading *reading, struct reason *why);
/*
 * The fast path, where there are no formats and no ledger: a time of a log in UTC to the
 * second, as most are. False, and nothing is counted, if it takes times_read.
 */
bool times_read_clock(struct times *times, struct span text, int64_t *usec);
/* The instant at which that day begins in the zone. */
int64_t times_midnight(const struct times *times, int64_t usec);
/* Says on standard error what was taken for granted. */
void times_report(const struct times *times);

#endif
