/*
 * Durations, in microseconds: those of options (1d12h), those of columns (seconds), and
 * the units of reports.
 */
#ifndef LF_DURATION_H
#define LF_DURATION_H

#include <stdint.h>

#include "base/diag.h"
#include "base/digits.h"
#include "base/span.h"
#include "time/civil.h"

/* How long a day and a week are, in microseconds. Working ones are shorter. */
struct measure {
	int64_t day, week;
};

/* Of 24 hours, and of seven such days. */
#define MEASURE_WHOLE ((struct measure){ USEC_PER_DAY, 7 * USEC_PER_DAY })

/*
 * An option's duration: 30d, 36h, 2w, 1d12h, 90m, 45s, with days and weeks of that
 * measure. 0, or -1 and the reason.
 */
int duration_parse(
    struct span text, struct measure measure, int64_t *usec, struct reason *why);

/* seconds to weeks, also second to week, as microseconds. 0, or -1 and the reason. */
int unit_parse(
    struct span text, struct measure measure, int64_t *usec, struct reason *why);

/*
 * A column's duration: seconds, an integer or with up to six decimals; a minus may
 * come first. 0, or -1 and the reason.
 */
int seconds_parse(struct span text, int64_t *usec, struct reason *why);
/* The same, faster. Eight bytes of text must be readable, however short it is. */
int seconds_parse_row(struct span text, int64_t *usec, struct reason *why);

/* Writes a duration of 0 or more as seconds; returns its length. */
enum { SECONDS_TEXT_MAX = 32 };
static inline size_t
seconds_format(char buf[SECONDS_TEXT_MAX], int64_t usec)
{
	uint64_t seconds = (uint64_t)usec / (uint64_t)USEC_PER_SEC;
	uint64_t rest = (uint64_t)usec - seconds * (uint64_t)USEC_PER_SEC;
	size_t len = digits_put(buf, seconds);

	return len + digits_put_fraction(buf + len, (uint32_t)rest);
}

#endif
