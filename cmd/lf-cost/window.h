/*
 * Windows of spending: the days whose money made the leads of a period. These are
 * the days of the period, moved back by the lag; see lf-cost(1).
 */
#ifndef LF_WINDOW_H
#define LF_WINDOW_H

#include <stdint.h>

#include "time/period.h"

#include "lag.h"
#include "ledger.h"

/* What all windows are made from. */
struct windows {
	const struct calendar *calendar;
	const struct ledger *ledger;
	const struct lag *lag; /* finished */
	int64_t log_begin; /* the first day of the log */
	int64_t log_end; /* the day after its last day */
};

/* Its first and last day, numbered from 1970-01-01. */
struct window {
	int64_t from, until;
};

/*
 * The first day of a period, not moved back. A period ends where the next one
 * begins. The period of all time has no bounds; with a lag it ends with the log,
 * so that there is a day from which to count back.
 */
int64_t window_day(const struct windows *windows, int64_t period);
/* The window of a period; with LAG_SPREAD, from the first day that counts to the last. */
struct window window_of(const struct windows *windows, int64_t period);
/* Whether the ledger covers all days of a window. */
bool window_covered(const struct windows *windows, struct window window);

#endif
