#include "time/civil.h"

#include "window.h"

static bool
has_bounds(const struct windows *windows)
{
	return calendar_unit(windows->calendar) != PERIOD_ALL;
}

int64_t
window_day(const struct windows *windows, int64_t period)
{
	if (!has_bounds(windows) && period == 1 && windows->lag->kind != LAG_NONE)
		return windows->log_end;
	return calendar_first_day(windows->calendar, period);
}

/* A long lag may lead to a day before year 1, which cannot be written. */
static int64_t
in_calendar(int64_t day)
{
	int64_t first = civil_days(1, 1, 1);

	return day < first ? first : day;
}

struct window
window_of(const struct windows *windows, int64_t period)
{
	const struct lag *lag = windows->lag;
	struct window window = { window_day(windows, period) -
				     lag->parts[lag->part_count - 1].days,
		window_day(windows, period + 1) - 1 - lag->parts[0].days };

	if (!has_bounds(windows))
		window.from = windows->ledger->first;
	if (!has_bounds(windows) && lag->kind == LAG_NONE)
		window.until = windows->ledger->last;
	return (struct window){ in_calendar(window.from), in_calendar(window.until) };
}

bool
window_covered(const struct windows *windows, struct window window)
{
	return window.from <= window.until && window.from >= windows->ledger->first &&
	       window.until <= windows->ledger->last;
}
