/*
 * Where forecasts are made, and for which periods: an origin is a day of a period,
 * from which the rest of that period and further ones are forecast.
 */
#ifndef LF_HORIZON_H
#define LF_HORIZON_H

#include "time/period.h"

#include "history.h"

/* All days are since 1970-01-01. */
struct horizon {
	struct calendar *calendar;
	int64_t now; /* the period that holds the as-of time */
	int64_t today; /* the day that holds it */
	int64_t passed; /* the days of that period before today */
	int64_t rest, whole; /* that part of today is to come: rest / whole */
	/* New leads and windows are counted in laps of that many periods: 7 for days. */
	int64_t lap;
	/* Weekdays differ. In months and longer periods they even out. */
	bool weekdays;
};

/*
 * A horizon that begins at the as-of time; or, for backtests, one whose origins
 * are the first instants of periods.
 */
struct horizon horizon_at(struct calendar *calendar, int64_t as_of, bool backtest);

/* The days of a period. */
struct days horizon_days(const struct horizon *horizon, int64_t period);
/*
 * The first day that is forecast from the origin in that period: as many days of
 * it have passed as of the present one, but for its last day.
 */
int64_t horizon_origin(const struct horizon *horizon, int64_t period);
/* How many periods a year has: 364 for days, so that weekdays are the same. */
int64_t horizon_year(const struct horizon *horizon);

/* What is forecast from an origin: days from `day` on, up to the end of some periods. */
struct future {
	int64_t period, day;
	size_t days, periods;
	size_t *in; /* of each day, its period, from 0 */
	double part; /* that part of the first day is to come */
	bool begun; /* what has come of it by now is known */
};

/* From the origin in that period; to be freed. */
struct future horizon_future(const struct horizon *horizon, int64_t period, size_t periods);
void future_free(struct future *future);

/*
 * In what repeats, periods differ by their place: days by their weekday, weeks
 * and months by the month within the quarter, quarters and halves by that within
 * the year. A week is where its Thursday is.
 */
size_t horizon_places(const struct horizon *horizon);
size_t horizon_place(const struct horizon *horizon, int64_t period);

#endif
