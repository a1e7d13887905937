#include <stdio.h>
#include <stdlib.h>

#include "base/digits.h"
#include "base/mem.h"
#include "time/instant.h"
#include "time/period.h"
#include "time/zone.h"

/*
 * The number of a day is days since 1970-01-01, that of a week is weeks since Monday
 * 1969-12-29, that of a month is year * 12 + month - 1. Longer periods take the number of
 * their first month, less the shift of a fiscal year, divided by the months they have.
 */
struct calendar {
	enum period_unit unit;
	int months; /* in a period; 0 for days, weeks and all */
	int shift; /* months from January to the start of the fiscal year */
	bool fiscal;
	int64_t base; /* the number of starts[0] */
	size_t count;
	int64_t *starts; /* first instants, UNKNOWN until someone asks */
};

enum { FIRST_MONDAY = -3, STARTS_MORE = 64 };

#define UNKNOWN INT64_MIN

int
period_parse(struct span text, enum period_unit *unit, struct reason *why)
{
	static const char *const names[] = { "day", "week", "month", "quarter", "half",
		"year", "all" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (span_equal(text, span_of(names[i]))) {
			*unit = (enum period_unit)i;
			return 0;
		}
	return fail_quoted(
	    why, text, "is not a period: day, week, month, quarter, half, year or all");
}

struct calendar *
calendar_new(enum period_unit unit, int year_start)
{
	static const int months[] = { 0, 0, 1, 3, 6, 12, 0 };
	struct calendar *calendar = mem_new(1, sizeof(*calendar));

	calendar->unit = unit;
	calendar->months = months[unit];
	calendar->fiscal = year_start > 0 && calendar->months > 1;
	calendar->shift = calendar->fiscal ? year_start - 1 : 0;
	return calendar;
}

void
calendar_free(struct calendar *calendar)
{
	free(calendar->starts);
	free(calendar);
}

enum period_unit
calendar_unit(const struct calendar *calendar)
{
	return calendar->unit;
}

int64_t
calendar_of_day(const struct calendar *calendar, int64_t days)
{
	struct civil date;

	switch (calendar->unit) {
	case PERIOD_DAY:
		return days;
	case PERIOD_WEEK:
		return floor_div(days - FIRST_MONDAY, 7);
	case PERIOD_ALL:
		return 0;
	default:
		date = civil_date(days);
		return floor_div(date.year * INT64_C(12) + date.month - 1 - calendar->shift,
		    calendar->months);
	}
}

int64_t
calendar_first_day(const struct calendar *calendar, int64_t number)
{
	int64_t month;

	switch (calendar->unit) {
	case PERIOD_DAY:
		return number;
	case PERIOD_WEEK:
		return number * 7 + FIRST_MONDAY;
	case PERIOD_ALL:
		return number <= 0 ? civil_days(1, 1, 1) : civil_days(10000, 1, 1);
	default:
		month = number * calendar->months + calendar->shift;
		return civil_days((int)floor_div(month, 12),
		    (int)(month - floor_div(month, 12) * 12) + 1, 1);
	}
}

/* Makes room for the start of that period. */
static void
cover(struct calendar *calendar, int64_t number)
{
	/* It grows by half at least: a report goes through its periods one by one. */
	int64_t more = STARTS_MORE + (int64_t)(calendar->count / 2);
	int64_t base = calendar->base;
	int64_t end = base + (int64_t)calendar->count;
	size_t count;
	int64_t *starts;

	if (calendar->count == 0 || number < base)
		base = number - more;
	if (calendar->count == 0 || number >= end)
		end = number + more;
	count = (size_t)(end - base);
	starts = mem_resize(NULL, count, sizeof(*starts));
	for (size_t i = 0; i < count; i++) {
		int64_t old = base + (int64_t)i - calendar->base;

		starts[i] = old >= 0 && old < (int64_t)calendar->count ?
		    calendar->starts[old] :
		    UNKNOWN;
	}
	free(calendar->starts);
	calendar->starts = starts;
	calendar->base = base;
	calendar->count = count;
}

int64_t
calendar_start(struct calendar *calendar, int64_t number)
{
	int64_t *start;

	if (number < calendar->base || number - calendar->base >= (int64_t)calendar->count)
		cover(calendar, number);
	start = &calendar->starts[number - calendar->base];
	if (*start == UNKNOWN)
		zone_instant(calendar_first_day(calendar, number) * USEC_PER_DAY, start);
	return *start;
}

int64_t
calendar_at(struct calendar *calendar, int64_t usec)
{
	int64_t number;

	if (calendar->unit == PERIOD_ALL)
		return 0;
	/* The zone moves a bound by a day at most: try that period, then its neighbours. */
	number = calendar_of_day(calendar, floor_div(usec, USEC_PER_DAY));
	while (usec < calendar_start(calendar, number))
		number--;
	while (usec >= calendar_start(calendar, number + 1))
		number++;
	return number;
}

/* A week's year and number are those of its Thursday; 1970-01-01 was one. */
static bool
week_year_before(int64_t number, int64_t *before)
{
	int year = civil_date(number * 7).year;
	int64_t nth = (number * 7 - civil_days(year, 1, 1)) / 7;
	int64_t january = civil_days(year - 1, 1, 1);

	*before = floor_div(january + 6, 7) + nth;
	return *before * 7 < civil_days(year, 1, 1);
}

bool
calendar_year_before(const struct calendar *calendar, int64_t number, int64_t *before)
{
	struct civil date;

	switch (calendar->unit) {
	case PERIOD_DAY:
		date = civil_date(number);
		*before = civil_days(date.year - 1, date.month, date.day);
		return date.month != 2 || date.day != 29;
	case PERIOD_WEEK:
		return week_year_before(number, before);
	case PERIOD_ALL:
		return false;
	default:
		*before = number - 12 / calendar->months;
		return true;
	}
}

static size_t
week_name(int64_t first_day, char buf[PERIOD_TEXT_MAX])
{
	int year = civil_date(first_day + 3).year;
	int week = (int)((first_day + 3 - civil_days(year, 1, 1)) / 7) + 1;

	return (size_t)snprintf(buf, PERIOD_TEXT_MAX, "%04d-W%02d", year, week);
}

size_t
calendar_name(const struct calendar *calendar, int64_t number, char buf[PERIOD_TEXT_MAX])
{
	int64_t year;
	int part;
	const char *fiscal = calendar->fiscal ? "FY" : "";
	struct civil date = civil_date(calendar_first_day(calendar, number));

	switch (calendar->unit) {
	case PERIOD_DAY:
		return date_format(buf, number);
	case PERIOD_WEEK:
		return week_name(calendar_first_day(calendar, number), buf);
	case PERIOD_ALL:
		memcpy(buf, "all", 4);
		return 3;
	case PERIOD_MONTH:
		return (size_t)snprintf(
		    buf, PERIOD_TEXT_MAX, "%04d-%02d", date.year, date.month);
	default:
		/* A fiscal year is named after the calendar year in which it ends. */
		year = floor_div(number * calendar->months, 12);
		part = (int)(number - year * 12 / calendar->months) + 1;
		year += calendar->shift > 0;
		if (calendar->unit == PERIOD_YEAR)
			return (size_t)snprintf(
			    buf, PERIOD_TEXT_MAX, "%s%04d", fiscal, (int)year);
		return (size_t)snprintf(buf, PERIOD_TEXT_MAX, "%s%04d-%c%d", fiscal,
		    (int)year, calendar->unit == PERIOD_HALF ? 'H' : 'Q', part);
	}
}

static bool
is_named(const struct calendar *calendar, int64_t number, struct span name)
{
	char buf[PERIOD_TEXT_MAX];

	return span_equal(
	    (struct span){ buf, calendar_name(calendar, number, buf) }, name);
}

int
calendar_find(const struct calendar *calendar, struct span name, int64_t *number)
{
	struct span left = calendar->fiscal ? span_skip(name, name.len < 2 ? name.len : 2) :
					      name;
	uint64_t year;
	int64_t last;

	if (calendar->unit == PERIOD_ALL) {
		*number = 0;
		return is_named(calendar, 0, name) ? 0 : -1;
	}
	for (int64_t guess = *number; guess <= *number + 1; guess++)
		if (is_named(calendar, guess, name)) {
			*number = guess;
			return 0;
		}
	if (digits_take(&left, SIZE_MAX, &year) == 0 || year > 10000)
		return -1;
	/* A fiscal year begins in the calendar year before, and a week may. */
	*number = calendar_of_day(calendar, civil_days((int)year - 1, 1, 1));
	last = calendar_of_day(calendar, civil_days((int)year, 12, 31));
	while (*number <= last && !is_named(calendar, *number, name))
		++*number;
	return *number <= last ? 0 : -1;
}
