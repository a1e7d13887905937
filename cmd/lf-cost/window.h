/*
 * Windows of spending: the days whose money made a period's leads. That is the
 * period's days, moved back by the lag; see lf-cost(1).
 */
#ifndef LF_WINDOW_H
#define LF_WINDOW_H

#include <stdint.h>

#include "time/period.h"

#include "lag.h"
#include "ledger.h"

/* What windows are made from. */
struct windows {
	const struct calendar *calendar;
	const struct ledger *ledger;
	const struct lag *lag; /* finished */
	int64_t log_end; /* the day after the last one of the log */
};

/* Days since 1970-01-01, both included. */
struct window {
	int64_t from, until;
};

/*
 * The first day of a period before it is moved back. The period ends where the
 * next one begins; all time, which has no bounds, ends with the log if there is a
 * lag to count back from there.
 */
int64_t window_day(const struct windows *windows, int64_t period);
/* The period's window; with LAG_SPREAD from the first to the last day that counts. */
struct window window_of(const struct windows *windows, int64_t period);
/* Whether the ledger covers all of its days. */
bool window_covered(const struct windows *windows, struct window window);

#endif
