#include "instantrow.h"

/* The zeros of what is to be there; a limit is 0x7f less the largest digit. */
#define NUMBER_LIMITS UINT64_C(0x7676767676767676) /* 99999999 */
#define MONTH_SHAPE UINT64_C(0x2d30302d30303030) /* "0000-00-" */
#define MONTH_LIMITS UINT64_C(0x7f767e7f76767676) /* 9999-19- */

bool
instant_see_month(struct instant_month *place, const char *text)
{
	uint64_t word = digits_load(text) ^ MONTH_SHAPE;
	uint64_t pairs = digits_pairs(word);
	int year = (int)(pairs & 0xff) * 100 + (int)(pairs >> 16 & 0xff);
	int month = (int)(pairs >> 40 & 0xff);

	if (digits_exceed(word, MONTH_LIMITS) || year < 1 || month < 1 || month > 12)
		return false;
	place->text = digits_load(text);
	place->usec = (civil_days(year, month, 1) - 1) * USEC_PER_DAY;
	place->days = (uint32_t)civil_month_days(year, month);
	return true;
}

int
seconds_parse_row(struct span text, int64_t *usec, struct reason *why)
{
	/* Up to eight digits, in a sixth of the time that the general way takes. */
	if (text.len > 0 && text.len <= 8) {
		unsigned unused = 8 * (8 - (unsigned)text.len);
		uint64_t word = (digits_load(text.ptr) ^ DIGITS_ZEROS) << unused;

		if (!digits_exceed(word, NUMBER_LIMITS)) {
			*usec = (int64_t)digits_number(word) * USEC_PER_SEC;
			return 0;
		}
	}
	return seconds_parse(text, usec, why);
}

/* YYYY-MM-DD, for days since 1970-01-01. */
static void
put_date(char *buf, int64_t days)
{
	struct civil date = civil_date(days);
	char digits[8];

	digits_store(digits,
	    DIGITS_ZEROS |
		digits_of((uint32_t)(date.year * 10000 + date.month * 100 + date.day)));
	memcpy(buf, digits, 4);
	buf[4] = '-';
	memcpy(buf + 5, digits + 4, 2);
	buf[7] = '-';
	memcpy(buf + 8, digits + 6, 2);
}

/* What follows the date: the time of day, in microseconds. Returns the length of all. */
static inline size_t
put_clock(char *buf, uint64_t usec)
{
	uint32_t second = (uint32_t)(usec / (uint64_t)USEC_PER_SEC);
	uint64_t parts = second / 3600 | (uint64_t)(second / 60 % 60) << 24 |
	    (uint64_t)(second % 60) << 48;
	uint64_t tens = (parts * 103 >> 10) & UINT64_C(0x000f00000f00000f);
	size_t len;

	buf[10] = 'T';
	digits_store(buf + 11, INSTANT_CLOCK ^ (tens | (parts - tens * 10) << 8));
	len = 19 + digits_put_fraction(buf + 19, (uint32_t)(usec % (uint64_t)USEC_PER_SEC));
	buf[len++] = 'Z';
	return len;
}

size_t
instant_format(char buf[INSTANT_TEXT_MAX], int64_t usec)
{
	int64_t days = floor_div(usec, USEC_PER_DAY);

	put_date(buf, days);
	return put_clock(buf, (uint64_t)(usec - days * USEC_PER_DAY));
}

size_t
instant_format_row(struct instant_dates *dates, char buf[INSTANT_TEXT_MAX], int64_t usec)
{
	/* Counted from a day that is 0, not 1970, it is unsigned, and divided faster. */
	uint64_t from_min = (uint64_t)(usec - INSTANT_MIN);
	uint32_t day = (uint32_t)(from_min / (uint64_t)USEC_PER_DAY);
	uint32_t slot = day % INSTANT_DATES;

	if (dates->date[slot].key != day + 1) {
		dates->date[slot].key = day + 1;
		put_date(dates->date[slot].text, day + INSTANT_MIN / USEC_PER_DAY);
	}
	memcpy(buf, dates->date[slot].text, sizeof(dates->date[slot].text));
	return put_clock(buf, from_min - day * (uint64_t)USEC_PER_DAY);
}
