/*
 * Times as exports spell them, by formats of strptime's letters: the whole text
 * must fit, in the C locale, and a date must exist. Numbers may have fewer
 * digits than usual, as in 1/2/2026 9:05.
 */
#ifndef LF_TIMEFORMAT_H
#define LF_TIMEFORMAT_H

#include <stdint.h>

#include "base/diag.h"
#include "base/span.h"
#include "time/instant.h"

/* A time that was read. */
struct reading {
	int64_t usec; /* since 1970-01-01T00:00:00; if not zoned, as if it were UTC */
	bool zoned;
	bool day; /* a date without a time of day */
	/* YYYY-MM-DDTHH:MM:SS, where the text says it in UTC: no need to write it anew */
	struct span clock;
};

/*
 * Whether format can be used: "iso", "epoch", "epoch-ms", or letters that give a
 * date: %Y %y %m %b %B %h %d %e %j %a %A %H %I %p %M %S %f %z %Z %T %R %F %D %%.
 * 0, or -1 and the reason.
 */
int timeformat_check(const char *format, struct reason *why);
/* Whether text is a time of a format that has been checked. */
bool timeformat_read(const char *format, struct span text, struct reading *reading);

/* The formats of a program's times, and what it does with times without a zone. */
struct timeformats {
	const char *const *item; /* NULL: ISO 8601 only */
	size_t count;
	bool agree; /* the first that fits is taken; else all that fit must agree */
	const char *zone; /* NULL: UTC */
	struct instant_memo memo;
	uint64_t twice; /* times that clocks showed twice, taken as the first */
};

/*
 * The instant of text. reading->usec is in UTC then, but for a day, which stays
 * the date. -1 and the reason where no format fits, two fit and disagree, or
 * clocks in the zone never showed that time.
 */
int timeformats_read(struct timeformats *formats, struct span text,
    struct reading *reading, struct reason *why);
/* The instant at which that day begins in the zone. */
int64_t timeformats_midnight(const struct timeformats *formats, int64_t usec);

#endif
