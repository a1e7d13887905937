/*
 * Instants: signed 64-bit microseconds since 1970-01-01T00:00:00Z, in years
 * 0001 to 9999 of the proleptic Gregorian calendar, without leap seconds.
 */
#ifndef LF_INSTANT_H
#define LF_INSTANT_H

#include <stdint.h>

#include "diag.h"
#include "digits.h"
#include "span.h"

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

/*
 * The date that was parsed last, with the T or space behind it: in a log it
 * rarely changes from row to row. It starts as { 0 }.
 */
struct instant_memo {
	uint64_t head, tail; /* its bytes 0 to 7, and 3 to 10 */
	int64_t usec;
};

/* Has the memo hold the date at text, and what parts it from the time; false if it is none. */
bool instant_see_date(struct instant_memo *memo, const char *text);

#define INSTANT_CLOCK UINT64_C(0x30303a30303a3030) /* "00:00:00", see digits.h */

/* The seconds of HH:MM:SS, or SEC_PER_DAY and more if it is no time of day. */
static inline uint32_t
instant_clock(const char *text)
{
	const uint64_t limits = UINT64_C(0x767a7f767a7f767d); /* 0x7f less 29:59:59 */
	uint64_t word = digits_load(text) ^ INSTANT_CLOCK;
	uint64_t pairs = digits_pairs(word);

	if (digits_exceed(word, limits))
		return UINT32_MAX;
	return (uint32_t)(pairs & 0xff) * 3600 + (uint32_t)(pairs >> 24 & 0xff) * 60 +
	    (uint32_t)(pairs >> 48 & 0xff);
}

/*
 * instant_parse for the rows of a log, where a time without a zone is UTC: what
 * nearly all of them look like is understood without a branch for each digit.
 */
static inline int
instant_parse_row(
    struct instant_memo *memo, struct span text, int64_t *usec, struct reason *why)
{
	bool zoned;

	/* YYYY-MM-DDTHH:MM:SS[Z]. A memo that holds no date yet is of zeros. */
	if ((text.len == INSTANT_TEXT_LEN && text.ptr[19] == 'Z') || text.len == 19) {
		uint64_t head = digits_load(text.ptr);
		uint32_t second = instant_clock(text.ptr + 11);

		if (second < SEC_PER_DAY &&
		    ((head != 0 && head == memo->head &&
			 digits_load(text.ptr + 3) == memo->tail) ||
			instant_see_date(memo, text.ptr))) {
			*usec = memo->usec + (int64_t)second * USEC_PER_SEC;
			return 0;
		}
	}
	return instant_parse(text, usec, &zoned, why);
}

/*
 * The text of a time, INSTANT_TEXT_LEN bytes, if it is spelled as instant_format
 * writes it; else NULL, which a time with a fraction gives as well.
 */
static inline const char *
instant_spelled(struct span time)
{
	/* Of that length, all times end in Z, and only a space for the T is left. */
	return time.len == INSTANT_TEXT_LEN && time.ptr[10] == 'T' ? time.ptr : NULL;
}

/* 2026-01-31T09:30:00Z, with a fraction where there is one; returns its length. */
size_t instant_format(char buf[INSTANT_TEXT_MAX], int64_t usec);
/*
 * Dates written before, by their day: the rows of a log have the same few
 * hundred again and again. It starts as { 0 }.
 */
enum { INSTANT_DATES = 1024 };
struct instant_dates {
	struct {
		uint32_t key; /* the day counted from 0001-01-01, which is 1 */
		char text[12];
	} date[INSTANT_DATES];
};
/* instant_format for the rows of a log. */
size_t instant_format_row(
    struct instant_dates *dates, char buf[INSTANT_TEXT_MAX], int64_t usec);
/* 0 if time is not before last, a lead's latest; -1 with the reason if it is. */
int instant_order(int64_t time, int64_t last, struct reason *why);
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
/* The same for the rows of a table: eight bytes of text can be read, however short it is. */
int seconds_parse_row(struct span text, int64_t *usec, struct reason *why);

static inline size_t
seconds_format(char buf[INSTANT_TEXT_MAX], int64_t usec)
{
	uint64_t size = usec < 0 ? -(uint64_t)usec : (uint64_t)usec;
	size_t len = usec < 0;

	buf[0] = '-';
	len += digits_put(buf + len, size / (uint64_t)USEC_PER_SEC);
	return len +
	    digits_put_fraction(buf + len, (uint32_t)(size % (uint64_t)USEC_PER_SEC));
}

/* seconds, minutes, hours, days, weeks: its microseconds. */
int unit_parse(struct span text, int64_t *usec, struct reason *why);

#endif
