#include <stdlib.h>

#include "base/mem.h"
#include "time/civil.h"
#include "time/zone.h"

#include "horizon.h"

enum { WEEK = 7, THURSDAY = 3 };

struct horizon
horizon_at(struct calendar *calendar, int64_t as_of, bool backtest)
{
	struct horizon horizon = { .calendar = calendar,
		.now = calendar_at(calendar, as_of),
		.today = history_day(as_of),
		.lap = calendar_unit(calendar) == PERIOD_DAY ? WEEK : 1,
		.weekdays = calendar_unit(calendar) <= PERIOD_WEEK };
	int64_t start, end;

	if (backtest)
		return horizon;
	horizon.passed = horizon.today - horizon_days(&horizon, horizon.now).first;
	zone_instant(horizon.today * USEC_PER_DAY, &start);
	zone_instant((horizon.today + 1) * USEC_PER_DAY, &end);
	horizon.rest = end - as_of;
	horizon.whole = end - start;
	return horizon;
}

struct days
horizon_days(const struct horizon *horizon, int64_t period)
{
	return (struct days){ calendar_first_day(horizon->calendar, period),
		calendar_first_day(horizon->calendar, period + 1) };
}

int64_t
horizon_origin(const struct horizon *horizon, int64_t period)
{
	struct days days = horizon_days(horizon, period);
	int64_t last = days.end - 1;

	return days.first + horizon->passed < last ? days.first + horizon->passed : last;
}

struct future
horizon_future(const struct horizon *horizon, int64_t period, size_t periods)
{
	int64_t last = period + (int64_t)periods - 1;
	struct future future = { .period = period,
		.day = horizon_origin(horizon, period),
		.periods = periods,
		.part = 1 };
	size_t in = 0;

	if (period == horizon->now) {
		future.part = (double)horizon->rest / (double)horizon->whole;
		future.begun = true;
	}
	future.days = (size_t)(horizon_days(horizon, last).end - future.day);
	future.in = mem_new(future.days, sizeof(*future.in));
	for (size_t day = 0; day < future.days; day++) {
		if (future.day + (int64_t)day ==
		    horizon_days(horizon, period + (int64_t)in).end)
			in++;
		future.in[day] = in;
	}
	return future;
}

void
future_free(struct future *future)
{
	free(future->in);
}

int64_t
horizon_year(const struct horizon *horizon)
{
	static const int64_t periods[] = { 364, 52, 12, 4, 2, 1 };

	return periods[calendar_unit(horizon->calendar)];
}

size_t
horizon_places(const struct horizon *horizon)
{
	static const size_t places[] = { WEEK, 3, 3, 4, 2, 1 };

	return places[calendar_unit(horizon->calendar)];
}

/* The month of a date, from 0; its rest modulo 3 is its place in the quarter. */
static size_t
month_of(int64_t day)
{
	struct civil date = civil_date(day);

	return (size_t)(date.month - 1);
}

size_t
horizon_place(const struct horizon *horizon, int64_t period)
{
	int64_t first = horizon_days(horizon, period).first;

	switch (calendar_unit(horizon->calendar)) {
	case PERIOD_DAY:
		return (size_t)(((first % WEEK) + WEEK) % WEEK);
	case PERIOD_WEEK:
		return month_of(first + THURSDAY) % 3;
	case PERIOD_MONTH:
		return month_of(first) % 3;
	case PERIOD_QUARTER:
		return month_of(first) / 3;
	case PERIOD_HALF:
		return month_of(first) / 3 % 2;
	default:
		return 0;
	}
}
