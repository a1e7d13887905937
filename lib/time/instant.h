/*
 * Instants: signed 64-bit microseconds since 1970-01-01T00:00:00Z, in years
 * 0001 to 9999 of the proleptic Gregorian calendar, without leap seconds.
 */
#ifndef LF_INSTANT_H
#define LF_INSTANT_H

#include <stdint.h>

#include "base/diag.h"
#include "base/span.h"

#define USEC_PER_SEC INT64_C(1000000)
#define SEC_PER_DAY INT64_C(86400)
#define USEC_PER_DAY (SEC_PER_DAY * USEC_PER_SEC)
/* 0001-01-01T00:00:00Z, and 10000-01-01T00:00:00Z, which is past the last. */
#define INSTANT_MIN (INT64_C(-62135596800) * USEC_PER_SEC)
#define INSTANT_END (INT64_C(253402300800) * USEC_PER_SEC)

/* Of 2026-01-31T09:30:00Z, and of any instant with a fraction, and room to write in. */
enum { INSTANT_TEXT_LEN = 20, INSTANT_TEXT_MAX = 32 };

/* A date and time of day as a clock on the wall shows it. */
struct civil {
	int year, month, day;
	int hour, minute, second, usec;
};

/* Days from 1970-01-01 to that date. month 1 to 12, day 1 to 31. */
int64_t civil_days(int year, int month, int day);
/* The date that lies so many days after 1970-01-01; its time of day is 0. */
struct civil civil_date(int64_t days);
/* How many days that month has. */
int civil_month_days(int year, int month);
/* Microseconds from 1970-01-01T00:00:00 to that wall time, whatever the zone. */
int64_t civil_usec(const struct civil *civil);

/* floor(num / den), den > 0: also below zero. */
static inline int64_t
floor_div(int64_t num, int64_t den)
{
	return num / den - (num % den < 0);
}

/*
 * An ISO 8601 time: 2026-01-31, 2026-01-31T09:30[:00[.123456]] (a space may
 * stand for the T), then nothing, Z, +01:00, +0100 or +01. *zoned tells
 * whether it had a zone; without one, usec is as if it were UTC. 0, or -1 and
 * the reason.
 */
int instant_parse(struct span text, int64_t *usec, bool *zoned, struct reason *why);

/* 0 if that is in years 0001 to 9999; -1 with the reason, about text, if not. */
int instant_check(int64_t usec, struct span text, struct reason *why);

/* 2026-01-31T09:30:00Z, with a fraction where there is one; returns its length. */
size_t instant_format(char buf[INSTANT_TEXT_MAX], int64_t usec);
/* For instant_order: -1 with the reason, for a time that is before last. */
int instant_disorder(int64_t time, int64_t last, struct reason *why);
/* 0 if time is not before last, a lead's latest; -1 with the reason if it is. */
static inline int
instant_order(int64_t time, int64_t last, struct reason *why)
{
	return time >= last ? 0 : instant_disorder(time, last, why);
}
/*
 * 2026-01-31, for days since 1970-01-01; returns its length. In a zone, days of
 * the years 0000 and 10000 may be asked for, too.
 */
size_t date_format(char buf[INSTANT_TEXT_MAX], int64_t days);

/*
 * A duration of an option: 30d, 36h, 2w, 1d12h, 90m, 45s, of days of 86,400 s.
 * 0 and the microseconds, or -1 and the reason.
 */
int duration_parse(struct span text, int64_t *usec, struct reason *why);

/* Seconds, as an integer or with up to six decimals: the columns' durations. */
int seconds_parse(struct span text, int64_t *usec, struct reason *why);

/* seconds, minutes, hours, days, weeks: its microseconds. */
int unit_parse(struct span text, int64_t *usec, struct reason *why);

#endif
