/*
 * Instants and durations as the rows of a log have them, millions at a time:
 * what nearly all of them look like is understood and written without a branch
 * for each digit; see digits.h.
 */
#ifndef LF_INSTANTROW_H
#define LF_INSTANTROW_H

#include "base/digits.h"
#include "base/hash.h"
#include "time/instant.h"

/*
 * The day that was parsed last, which in a log in the order of time is mostly the
 * next row's as well; and months, of which the rows of a log have the same few
 * again and again, in any order. It starts as { 0 }.
 */
enum { INSTANT_MONTH_BITS = 5 };
struct instant_memo {
	uint64_t head, tail; /* of the day's text, YYYY-MM- and Y-MM-DDT, see digits.h */
	int64_t usec; /* when it begins */
	uint32_t seconds; /* that it has; 0: none yet */
	struct instant_month {
		uint64_t text; /* YYYY-MM- */
		int64_t usec; /* of the day before its first */
		uint32_t days; /* 0: none yet */
	} month[1 << INSTANT_MONTH_BITS];
};

/* Has the place in the memo hold the month at text, YYYY-MM-; false if it is none. */
bool instant_see_month(struct instant_month *month, const char *text);

/* Has the memo hold the day at text, YYYY-MM-DD and T or a space; false if it is none. */
static inline bool
instant_see_day(struct instant_memo *memo, const char *text)
{
	uint64_t head = digits_load(text);
	struct instant_month *month = &memo->month[hash_slot(head, INSTANT_MONTH_BITS)];
	unsigned ones = (unsigned char)text[9] - (unsigned)'0';
	/* What are no tens make it too large. */
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
	const char *at = text.ptr;
	bool zoned;

	/* YYYY-MM-DDTHH:MM:SS[Z] */
	if ((text.len == INSTANT_TEXT_LEN && at[19] == 'Z') || text.len == 19) {
		uint32_t second = instant_clock(at + 11);
		bool same = digits_load(at) == memo->head && digits_load(at + 3) == memo->tail;

		if ((same || instant_see_day(memo, at)) && second < memo->seconds) {
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

/* Writes what follows the T of a date: the time of day. Returns the length of all. */
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
 * Dates written before, by their day: the rows of a log have the same few
 * hundred again and again. It starts as { 0 }.
 */
enum { INSTANT_DATES = 1024 };
struct instant_dates {
	struct instant_date {
		uint32_t key; /* the day counted from 0001-01-01, which is 1 */
		char text[12]; /* YYYY-MM-DDT */
	} date[INSTANT_DATES];
};

/* Has the place in the memo hold that day, counted from 0001-01-01, which is 0. */
void instant_see_date(struct instant_date *date, uint32_t day);

/* instant_format for the rows of a log. */
static inline size_t
instant_format_row(struct instant_dates *dates, char buf[INSTANT_TEXT_MAX], int64_t usec)
{
	/* Counted from a day that is 0, not 1970, it is unsigned, and divided faster. */
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

/* seconds_parse for the rows of a table: eight bytes of text can be read, however short it is. */
int seconds_parse_row(struct span text, int64_t *usec, struct reason *why);

/* Seconds, 0 or more, as seconds_parse reads them; returns their length. */
static inline size_t
seconds_format(char buf[INSTANT_TEXT_MAX], int64_t usec)
{
	uint64_t seconds = (uint64_t)usec / (uint64_t)USEC_PER_SEC;
	uint64_t rest = (uint64_t)usec - seconds * (uint64_t)USEC_PER_SEC;
	size_t len = digits_put(buf, seconds);

	return len + digits_put_fraction(buf + len, (uint32_t)rest);
}

#endif
