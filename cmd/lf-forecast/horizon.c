#include <stdlib.h>

#include "base/mem.h"
#include "time/civil.h"
#include "time/zone.h"

#include "horizon.h"

struct days
horizon_days(const struct planner *planner, int64_t period)
{
	return (struct days){ calendar_first_day(planner->calendar, period),
		calendar_first_day(planner->calendar, period + 1) };
}

/* How many periods ago it was the same time of the year; for days, the same weekday. */
static int64_t
year_of_periods(const struct planner *planner)
{
	static const int64_t periods[] = { 364, 52, 12, 4, 2, 1 };

	return periods[calendar_unit(planner->calendar)];
}

/* The days whose new leads a period repeats, seen from origin; false if there are none. */
static bool
find_inflow(
    const struct planner *planner, int64_t origin, int64_t period, struct days *days)
{
	if (planner->mean > 0) {
		days->first = horizon_days(planner, origin - planner->mean).first;
		days->end = horizon_days(planner, origin).first;
	} else {
		while (period >= origin)
			period -= year_of_periods(planner);
		*days = horizon_days(planner, period);
	}
	if (days->first < planner->history->first)
		days->first = planner->history->first;
	return days->first < days->end;
}

int
horizon_from(const struct planner *planner, int64_t period, size_t periods, struct horizon *plan,
    struct reason *why)
{
	*plan = (struct horizon){ .day = horizon_days(planner, period).first, .rest = 1,
		.whole = 1, .periods = periods, .ends = mem_new(periods, sizeof(*plan->ends)),
		.inflow = mem_new(periods, sizeof(*plan->inflow)) };
	for (size_t i = 0; i < periods; i++) {
		int64_t next = period + (int64_t)i;
		char name[PERIOD_TEXT_MAX];
		int len;

		plan->ends[i] = horizon_days(planner, next).end;
		if (find_inflow(planner, period, next, &plan->inflow[i]))
			continue;
		horizon_free(plan);
		len = (int)calendar_name(planner->calendar, period, name);
		if (planner->mean > 0)
			return fail(why, "no period is complete before %.*s", len, name);
		return fail(why, "the moves do not reach a year back from %.*s", len, name);
	}
	return 0;
}

int
horizon_from_now(const struct planner *planner, size_t periods, struct horizon *plan,
    struct reason *why)
{
	int64_t now = planner->history->as_of;
	int64_t start, end;

	if (horizon_from(planner, calendar_at(planner->calendar, now), periods, plan, why) != 0)
		return -1;
	plan->day = history_day(now);
	plan->begun = true;
	zone_instant(plan->day * USEC_PER_DAY, &start);
	zone_instant((plan->day + 1) * USEC_PER_DAY, &end);
	plan->rest = end - now;
	plan->whole = end - start;
	return 0;
}

void
horizon_free(struct horizon *plan)
{
	free(plan->ends);
	free(plan->inflow);
}
