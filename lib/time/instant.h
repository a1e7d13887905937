/*
 * Instants: signed 64-bit microseconds since 1970-01-01T00:00:00Z, in years 0001 to
 * 9999. instant_parse_row and instant_format_row are for rows, by the million: they
 * handle the usual form without a branch for each digit, see digits.h.
 */
#ifndef LF_INSTANT_H
#define LF_INSTANT_H

#include <stdint.h>

#include "base/diag.h"
#include "base/digits.h"
#include "base/hash.h"
#include "base/span.h"
#include "time/civil.h"

/* 0001-01-01T00:00:00Z, and 10000-01-01T00:00:00Z, which is past the last. */
#define INSTANT_MIN (INT64_C(-62135596800) * USEC_PER_SEC)
#define INSTANT_END (INT64_C(253402300800) * USEC_PER_SEC)

/* 1990-01-01 and 2050-01-01, as days since 1970-01-01. */
enum { LIKELY_FIRST_DAY = 7305, LIKELY_END_DAY = 29220 };
/*
 * Whether an instant is one that programs write where they know none, such as 1970-01-01
 * or 9999-12-31, or that a wrong unit makes: it lies before 1990, or in 2050 or later.
 */
static inline bool
instant_sentinel(int64_t usec)
{
	return usec < LIKELY_FIRST_DAY * USEC_PER_DAY ||
	    usec >= LIKELY_END_DAY * USEC_PER_DAY;
}

/* Of 2026-01-31T09:30:00Z; of any instant with a fraction, with room to write in. */
enum { INSTANT_TEXT_LEN = 20, INSTANT_TEXT_MAX = 32 };

/*
 * An ISO 8601 time: 2026-01-31, 2026-01-31T09:30[:00[.123456]] (a space may stand
 * for the T), then nothing, Z, +01:00, +0100 or +01. *zoned says whether it had a
 * zone; without one it is taken as UTC. 0, or -1 and the reason.
 */
int instant_parse(struct span text, int64_t *usec, bool *zoned, struct reason *why);

/* 0 if it is in years 0001 to 9999; else -1 with the reason, which quotes text. */
int instant_check(int64_t usec, struct span text, struct reason *why);

/* 2026-01-31T09:30:00Z, with a fraction if there is one; returns its length. */
size_t instant_format(char buf[INSTANT_TEXT_MAX], int64_t usec);

/* For instant_order: -1 with the reason, for a time before last. */
int instant_disorder(int64_t time, int64_t last, struct reason *why);
/* 0 if time is not before last, a lead's latest; else -1 with the reason. */
static inline int
instant_order(int64_t time, int64_t last, struct reason *why)
{
	return time >= last ? 0 : instant_disorder(time, last, why);
}

/*
 * What instant_parse_row remembers: the day that it parsed last, which in a log in
 * order of time is mostly the next row's as well, and months, since a log has the
 * same few again and again, in any order. It starts as { 0 }.
 */
enum { INSTANT_MONTH_BITS = 5 };
struct instant_memo {
	uint64_t head, tail; /* YYYY-MM- and Y-MM-DDT of the day's text */
	int64_t usec; /* when it begins */
	uint32_t seconds; /* in it; 0: none is stored */
	struct instant_month {
		uint64_t text; /* YYYY-MM- */
		int64_t usec; /* when the day before its first begins */
		uint32_t days; /* in it; 0: none is stored */
	} month[1 << INSTANT_MONTH_BITS];
};

/* Stores the month at text, YYYY-MM-, in that place; false if it is none. */
bool instant_see_month(struct instant_month *month, const char *text);

/* Stores the day at text, YYYY-MM-DD and T or a space; false if it is none. */
static inline bool
instant_see_day(struct instant_memo *memo, const char *text)
{
	uint64_t head = digits_load(text);
	struct instant_month *month = &memo->month[hash_slot(head, INSTANT_MONTH_BITS)];
	unsigned ones = (unsigned char)text[9] - (unsigned)'0';
	/* It is too large if the tens are no digit. */
	unsigned day = ((unsigned char)text[8] - (unsigned)'0') * 10 + ones;

	if ((head != month->text && !instant_see_month(month, text)) ||
	    day - 1 >= month->days || ones > 9 || (text[10] != 'T' && text[10] != ' '))
		return false;
	memo->head = head;
	memo->tail = digits_load(text + 3);
	memo->usec = month->usec + (int64_t)day * USEC_PER_DAY;
	memo->seconds = SEC_PER_DAY;
	return true;
}

#define INSTANT_CLOCK UINT64_C(0x30303a30303a3030) /* "00:00:00" */

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

/* For instant_parse_row, if the time does not have the usual form. */
int instant_parse_unusual(struct span text, int64_t *usec, struct reason *why);

/* instant_parse for the rows of a log, where a time without a zone is UTC. */
static inline int
instant_parse_row(
    struct instant_memo *memo, struct span text, int64_t *usec, struct reason *why)
{
	const char *at = text.ptr;

	/* YYYY-MM-DDTHH:MM:SS[Z] */
	if ((text.len == INSTANT_TEXT_LEN && at[19] == 'Z') || text.len == 19) {
		uint32_t second = instant_clock(at + 11);
		bool same =
		    digits_load(at) == memo->head && digits_load(at + 3) == memo->tail;

		if ((same || instant_see_day(memo, at)) && second < memo->seconds) {
			*usec = memo->usec + (int64_t)second * USEC_PER_SEC;
			return 0;
		}
	}
	return instant_parse_unusual(text, usec, why);
}

/*
 * The INSTANT_TEXT_LEN bytes of a time as instant_format writes it, or NULL if it
 * is written otherwise or has a fraction. time is one that instant_parse takes.
 */
static inline const char *
instant_spelled(struct span time)
{
	/* All times of that length end in Z: only the T may be a space. */
	return time.len == INSTANT_TEXT_LEN && time.ptr[10] == 'T' ? time.ptr : NULL;
}

/* Writes the time of day after the T of a date; returns the length of both. */
static inline size_t
instant_put_clock(char buf[INSTANT_TEXT_MAX], uint32_t second, uint32_t usec)
{
	uint32_t minute = second / 60;
	uint32_t hour = minute / 60;
	uint64_t parts = hour | (uint64_t)(minute - hour * 60) << 24 |
	    (uint64_t)(second - minute * 60) << 48;
	uint64_t tens = (parts * 103 >> 10) & UINT64_C(0x000f00000f00000f);
	size_t len;

	digits_store(buf + 11, INSTANT_CLOCK ^ (tens | (parts - tens * 10) << 8));
	len = 19 + digits_put_fraction(buf + 19, usec);
	buf[len] = 'Z';
	return len + 1;
}

/*
 * What instant_format_row remembers: dates written before, by their day, since the
 * rows of a log have the same few hundred again and again. It starts as { 0 }.
 */
enum { INSTANT_DATES = 1024 };
struct instant_dates {
	struct instant_date {
		uint32_t key; /* the day; 0001-01-01 is 1 */
		char text[12]; /* YYYY-MM-DDT */
	} date[INSTANT_DATES];
};

/* Stores the text of a day, counted from 0001-01-01, which is 0. */
void instant_see_date(struct instant_date *date, uint32_t day);

/* instant_format for the rows of a log. */
static inline size_t
instant_format_row(struct instant_dates *dates, char buf[INSTANT_TEXT_MAX], int64_t usec)
{
	/* Counted from year 1 it is unsigned, and unsigned division is faster. */
	uint64_t from_min = (uint64_t)(usec - INSTANT_MIN);
	uint64_t seconds = from_min / (uint64_t)USEC_PER_SEC;
	uint32_t day = (uint32_t)(seconds / (uint64_t)SEC_PER_DAY);
	struct instant_date *date = &dates->date[day % INSTANT_DATES];

	if (date->key != day + 1)
		instant_see_date(date, day);
	memcpy(buf, date->text, sizeof(date->text));
	return instant_put_clock(buf, (uint32_t)(seconds - day * (uint64_t)SEC_PER_DAY),
	    (uint32_t)(from_min - seconds * (uint64_t)USEC_PER_SEC));
}

#endif
