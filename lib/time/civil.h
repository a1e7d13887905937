/*
 * Dates and times of day as a clock on the wall shows them, in the proleptic
 * Gregorian calendar, without leap seconds, whatever the zone.
 */
#ifndef LF_CIVIL_H
#define LF_CIVIL_H

#include <stddef.h>
#include <stdint.h>

#define USEC_PER_SEC INT64_C(1000000)
#define SEC_PER_DAY INT64_C(86400)
#define USEC_PER_DAY (SEC_PER_DAY * USEC_PER_SEC)

struct civil {
	int year, month, day;
	int hour, minute, second, usec;
};

/* Days from 1970-01-01 to that date; month is 1 to 12, day 1 to 31. */
int64_t civil_days(int year, int month, int day);
/* The date that many days after 1970-01-01; its time of day is 0. */
struct civil civil_date(int64_t days);
/* How many days that month has. */
int civil_month_days(int year, int month);
/* Microseconds from 1970-01-01T00:00:00 to that date and time. */
int64_t civil_usec(const struct civil *civil);

/* 2026-01-31, for days since 1970-01-01, in years 0000 to 10000; returns its length. */
enum { DATE_TEXT_MAX = 32 };
size_t date_format(char buf[DATE_TEXT_MAX], int64_t days);

/* num / den rounded down, below zero too; den > 0. */
static inline int64_t
floor_div(int64_t num, int64_t den)
{
	return num / den - (num % den < 0);
}

#endif
