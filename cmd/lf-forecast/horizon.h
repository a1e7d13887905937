/* Which days a forecast is made for, and which days past its new leads repeat. */
#ifndef LF_HORIZON_H
#define LF_HORIZON_H

#include "time/period.h"

#include "history.h"

/* All days are since 1970-01-01. */
struct horizon {
	int64_t day; /* the first day to forecast */
	bool begun; /* part of it has passed: what it has seen by now is known */
	int64_t rest, whole; /* that part of the first day is to come: rest / whole */
	size_t periods;
	int64_t *ends; /* the day after each period */
	struct days *inflow; /* for each period, the days whose new leads it repeats */
};

/* What plans are made by. */
struct planner {
	struct calendar *calendar;
	const struct history *history;
	int64_t mean; /* new leads are those of so many periods; 0: of a year before */
};

struct days horizon_days(const struct planner *planner, int64_t period);

/*
 * Plans so many periods from the first instant of a period on, with what was
 * known then. -1 with the reason if there are no days to take new leads from.
 */
int horizon_from(const struct planner *planner, int64_t period, size_t periods,
    struct horizon *plan, struct reason *why);
/* The same from the end of the history on; the first period is what remains of it. */
int horizon_from_now(const struct planner *planner, size_t periods, struct horizon *plan,
    struct reason *why);
void horizon_free(struct horizon *plan);

#endif
