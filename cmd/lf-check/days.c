#include <stdlib.h>

#include "base/mem.h"
#include "time/instant.h"
#include "time/period.h"

#include "days.h"

struct day {
	uint64_t rows;
	struct place place; /* of the first one */
};

/* A zone can move a time to the day before the first or after the last. */
struct days {
	struct calendar *calendar;
	struct day day[LIKELY_END_DAY - LIKELY_FIRST_DAY + 2];
	int64_t first, last; /* days with rows; first is after last if there are none */
};

struct days *
days_new(void)
{
	struct days *days = mem_new(1, sizeof(*days));

	days->calendar = calendar_new(PERIOD_DAY, 0);
	days->first = LIKELY_END_DAY + 1;
	days->last = LIKELY_FIRST_DAY - 2;
	return days;
}

void
days_free(struct days *days)
{
	calendar_free(days->calendar);
	free(days);
}

static struct day *
day_at(struct days *days, int64_t number)
{
	return &days->day[number - (LIKELY_FIRST_DAY - 1)];
}

void
days_take(struct days *days, int64_t usec, struct place place)
{
	int64_t number = calendar_at(days->calendar, usec);
	struct day *day = day_at(days, number);

	if (day->rows++ > 0)
		return;
	day->place = place;
	if (number < days->first)
		days->first = number;
	if (number > days->last)
		days->last = number;
}

/* Samoa had no 2011-12-30: a day that has no time at all is not missed. */
static bool
exists(struct days *days, int64_t number)
{
	return calendar_start(days->calendar, number) <
	    calendar_start(days->calendar, number + 1);
}

static void
show(struct checks *checks, enum check check, struct place place, int64_t number)
{
	char text[DATE_TEXT_MAX];

	checks_show(checks, check, place, (struct span){ text, date_format(text, number) });
}

void
days_finish(struct days *days, struct checks *checks)
{
	uint64_t *empty = &checks->finding[CHECK_EMPTY_DAYS].count;
	uint64_t *most = &checks->finding[CHECK_BUSIEST_DAY].count;

	for (int64_t number = days->first; number <= days->last; number++) {
		const struct day *day = day_at(days, number);

		if (day->rows == 0 && exists(days, number) && (*empty)++ == 0)
			show(checks, CHECK_EMPTY_DAYS, (struct place){ 0 }, number);
		if (day->rows <= *most)
			continue;
		*most = day->rows;
		show(checks, CHECK_BUSIEST_DAY, day->place, number);
	}
}
