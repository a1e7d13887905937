/*
 * Periods of reports: days, ISO weeks, months, quarters, halves, years, or all time.
 * They begin at midnight in the zone of the report, and end where the next one begins.
 * They are numbered without gaps: number + 1 is the next one.
 */
#ifndef LF_PERIOD_H
#define LF_PERIOD_H

#include <stdint.h>

#include "base/diag.h"

enum period_unit {
	PERIOD_DAY,
	PERIOD_WEEK,
	PERIOD_MONTH,
	PERIOD_QUARTER,
	PERIOD_HALF,
	PERIOD_YEAR,
	PERIOD_ALL,
};

enum { PERIOD_TEXT_MAX = 32 };

struct calendar;

/* day, week, month, quarter, half, year or all. 0, or -1 and the reason. */
int period_parse(struct span text, enum period_unit *unit, struct reason *why);

/*
 * A calendar of such periods in the zone of zone_use. year_start is the first month (1
 * to 12) of a fiscal year, or 0 for calendar years.
 */
struct calendar *calendar_new(enum period_unit unit, int year_start);
void calendar_free(struct calendar *calendar);

enum period_unit calendar_unit(const struct calendar *calendar);

/* The number of the period that contains the instant. */
int64_t calendar_at(struct calendar *calendar, int64_t usec);
/* The number of the period that contains a date, given as days since 1970-01-01. */
int64_t calendar_of_day(const struct calendar *calendar, int64_t days);
/*
 * The same period of the year before; a week is the one of the same number. False if
 * that year has none: 29 February, week 53, all.
 */
bool calendar_year_before(const struct calendar *calendar, int64_t number, int64_t *before);
/* Its first instant. */
int64_t calendar_start(struct calendar *calendar, int64_t number);
/* Its first date, as days since 1970-01-01. */
int64_t calendar_first_day(const struct calendar *calendar, int64_t number);
/*
 * Its name: 2026-01-31, 2026-W05, 2026-01, 2026-Q1, 2026-H1, 2026, FY2026, FY2026-Q1,
 * all. Returns its length.
 */
size_t calendar_name(
    const struct calendar *calendar, int64_t number, char buf[PERIOD_TEXT_MAX]);
/*
 * The number of the period that has this name. It comes as a guess: names that follow
 * each other are found at once. 0, or -1 if there is no such period.
 */
int calendar_find(const struct calendar *calendar, struct span name, int64_t *number);

#endif
