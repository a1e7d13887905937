#include <stdio.h>

#include "time/instant.h"

/*
 * Both ways after Cassio Neri and Lorenz Schneider, "Euclidean affine functions and
 * their application to calendar algorithms": multiplications in place of
 * divisions. Years begin on 1 March, so that the leap day is the last one, and
 * eras of 400 years are shifted by 82, so that all is unsigned.
 */
enum { SHIFT_YEARS = 400 * 82, SHIFT_DAYS = 719468 + 146097 * 82 };

int64_t
civil_days(int year, int month, int day)
{
	uint32_t before_march = month <= 2;
	uint32_t y = (uint32_t)(year + SHIFT_YEARS) - before_march;
	uint32_t m = (uint32_t)month + 12 * before_march;
	uint32_t century = y / 100;

	return (int64_t)(1461 * y / 4 - century + century / 4 + (979 * m - 2919) / 32 +
		   (uint32_t)day - 1) -
	    SHIFT_DAYS;
}

struct civil
civil_date(int64_t days)
{
	uint32_t n1 = 4 * (uint32_t)(days + SHIFT_DAYS) + 3;
	uint32_t century = n1 / 146097;
	uint32_t n2 = (n1 % 146097) | 3;
	uint64_t p2 = UINT64_C(2939745) * n2;
	uint32_t year = 100 * century + (uint32_t)(p2 >> 32);
	uint32_t day_of_year = (uint32_t)p2 / 2939745 / 4;
	uint32_t n3 = 2141 * day_of_year + 197913;
	bool next = day_of_year >= 306;
	struct civil civil = { 0 };

	civil.year = (int)(year + next) - SHIFT_YEARS;
	civil.month = (int)(n3 >> 16) - (next ? 12 : 0);
	civil.day = (int)((n3 & 0xffff) / 2141) + 1;
	return civil;
}

int
civil_month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

int64_t
civil_usec(const struct civil *civil)
{
	int64_t days = civil_days(civil->year, civil->month, civil->day);
	int64_t seconds = civil->hour * 3600 + civil->minute * 60 + civil->second;

	return days * USEC_PER_DAY + seconds * USEC_PER_SEC + civil->usec;
}

/* Takes n digits off the front of *text; -1 if they are not there. */
static int
take_digits(struct span *text, size_t n, int *value)
{
	int sum = 0;

	if (text->len < n)
		return -1;
	for (size_t i = 0; i < n; i++) {
		if (text->ptr[i] < '0' || text->ptr[i] > '9')
			return -1;
		sum = sum * 10 + (text->ptr[i] - '0');
	}
	*text = (struct span){ text->ptr + n, text->len - n };
	*value = sum;
	return 0;
}

static bool
take_char(struct span *text, char wanted)
{
	if (text->len == 0 || text->ptr[0] != wanted)
		return false;
	*text = (struct span){ text->ptr + 1, text->len - 1 };
	return true;
}

static int
take_date(struct span *text, struct civil *civil)
{
	if (take_digits(text, 4, &civil->year) != 0 || !take_char(text, '-') ||
	    take_digits(text, 2, &civil->month) != 0 || !take_char(text, '-') ||
	    take_digits(text, 2, &civil->day) != 0)
		return -1;
	if (civil->year < 1 || civil->month < 1 || civil->month > 12 || civil->day < 1 ||
	    civil->day > civil_month_days(civil->year, civil->month))
		return -1;
	return 0;
}

/* One to six digits behind a point, as microseconds. */
static int
take_fraction(struct span *text, int *usec)
{
	size_t digits = 0;

	while (digits < text->len && text->ptr[digits] >= '0' && text->ptr[digits] <= '9')
		digits++;
	if (digits < 1 || digits > 6 || take_digits(text, digits, usec) != 0)
		return -1;
	for (; digits < 6; digits++)
		*usec *= 10;
	return 0;
}

static int
take_time(struct span *text, struct civil *civil)
{
	if (take_digits(text, 2, &civil->hour) != 0 || !take_char(text, ':') ||
	    take_digits(text, 2, &civil->minute) != 0)
		return -1;
	if (take_char(text, ':')) {
		if (take_digits(text, 2, &civil->second) != 0)
			return -1;
		if (take_char(text, '.') && take_fraction(text, &civil->usec) != 0)
			return -1;
	}
	return civil->hour > 23 || civil->minute > 59 || civil->second > 59 ? -1 : 0;
}

/* Z, +01:00, +0100 or +01, as microseconds east of UTC. */
static int
take_zone(struct span *text, int64_t *east)
{
	bool west = text->len > 0 && text->ptr[0] == '-';
	int hours = 0;
	int minutes = 0;

	*east = 0;
	if (take_char(text, 'Z'))
		return 0;
	if (!take_char(text, '+') && !take_char(text, '-'))
		return -1;
	if (take_digits(text, 2, &hours) != 0)
		return -1;
	if (take_char(text, ':') || text->len > 0)
		if (take_digits(text, 2, &minutes) != 0)
			return -1;
	if (hours > 23 || minutes > 59)
		return -1;
	*east = (west ? -1 : 1) * (hours * 3600 + minutes * 60) * USEC_PER_SEC;
	return 0;
}

int
instant_parse(struct span text, int64_t *usec, bool *zoned, struct reason *why)
{
	char quoted[QUOTED_MAX];
	struct span left = text;
	struct civil civil = { 0 };
	int64_t east = 0;

	*zoned = false;
	if (text.len == 0)
		return fail(why, "is empty");
	if (take_date(&left, &civil) != 0)
		goto bad;
	if (left.len > 0) {
		if (!take_char(&left, 'T') && !take_char(&left, ' '))
			goto bad;
		if (take_time(&left, &civil) != 0)
			goto bad;
		*zoned = left.len > 0;
		if (*zoned && take_zone(&left, &east) != 0)
			goto bad;
	}
	*usec = civil_usec(&civil) - east;
	if (left.len > 0 || *usec < INSTANT_MIN || *usec >= INSTANT_END)
		goto bad;
	return 0;
bad:
	return fail(why, "%s is not an ISO 8601 time", quote(quoted, text));
}

int
instant_check(int64_t usec, struct span text, struct reason *why)
{
	char quoted[QUOTED_MAX];

	if (usec >= INSTANT_MIN && usec < INSTANT_END)
		return 0;
	return fail(why, "%s is not in the years 0001 to 9999 of UTC", quote(quoted, text));
}

int
instant_disorder(int64_t time, int64_t last, struct reason *why)
{
	char time_text[INSTANT_TEXT_MAX], last_text[INSTANT_TEXT_MAX];
	size_t time_len = instant_format(time_text, time);
	size_t last_len = instant_format(last_text, last);

	return fail(why, "%.*s is before the lead's last time, %.*s; sort with lf-sort",
	    (int)time_len, time_text, (int)last_len, last_text);
}

size_t
date_format(char buf[INSTANT_TEXT_MAX], int64_t days)
{
	struct civil date = civil_date(days);

	return (size_t)snprintf(buf, INSTANT_TEXT_MAX, "%04d-%02d-%02d", date.year,
	    date.month, date.day);
}

static int64_t
duration_letter(char letter)
{
	switch (letter) {
	case 'w':
		return 7 * USEC_PER_DAY;
	case 'd':
		return USEC_PER_DAY;
	case 'h':
		return 3600 * USEC_PER_SEC;
	case 'm':
		return 60 * USEC_PER_SEC;
	case 's':
		return USEC_PER_SEC;
	default:
		return 0;
	}
}

int
duration_parse(struct span text, int64_t *usec, struct reason *why)
{
	char quoted[QUOTED_MAX];
	int64_t sum = 0;

	if (text.len == 0)
		return fail(why, "is empty where a duration such as 30d is needed");
	for (size_t i = 0; i < text.len; i++) {
		int64_t count = 0;
		size_t first = i;
		int64_t each;

		for (; i < text.len && text.ptr[i] >= '0' && text.ptr[i] <= '9'; i++)
			if (__builtin_mul_overflow(count, 10, &count) ||
			    __builtin_add_overflow(count, text.ptr[i] - '0', &count))
				goto bad;
		each = i < text.len && i > first ? duration_letter(text.ptr[i]) : 0;
		if (each == 0 || __builtin_mul_overflow(count, each, &count) ||
		    __builtin_add_overflow(sum, count, &sum))
			goto bad;
	}
	*usec = sum;
	return 0;
bad:
	return fail(why, "%s is not a duration such as 30d, 36h, 2w, 1d12h, 90m or 45s",
	    quote(quoted, text));
}

int
seconds_parse(struct span text, int64_t *usec, struct reason *why)
{
	char quoted[QUOTED_MAX];
	struct span left = text;
	bool negative = take_char(&left, '-');
	int64_t whole = 0;
	int fraction = 0;
	size_t digits = 0;

	for (; digits < left.len && left.ptr[digits] >= '0' && left.ptr[digits] <= '9';
	     digits++) {
		if (digits == 12)
			goto bad;
		whole = whole * 10 + (left.ptr[digits] - '0');
	}
	if (digits == 0)
		goto bad;
	left = (struct span){ left.ptr + digits, left.len - digits };
	if (take_char(&left, '.') && take_fraction(&left, &fraction) != 0)
		goto bad;
	if (left.len > 0)
		goto bad;
	whole = whole * USEC_PER_SEC + fraction;
	*usec = negative ? -whole : whole;
	return 0;
bad:
	return fail(why, "%s is not a number of seconds", quote(quoted, text));
}

int
unit_parse(struct span text, int64_t *usec, struct reason *why)
{
	static const struct {
		const char *name;
		int64_t usec;
	} units[] = {
		{ "seconds", USEC_PER_SEC },
		{ "minutes", 60 * USEC_PER_SEC },
		{ "hours", 3600 * USEC_PER_SEC },
		{ "days", USEC_PER_DAY },
		{ "weeks", 7 * USEC_PER_DAY },
	};
	char quoted[QUOTED_MAX];

	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (span_equal(text, span_of(units[i].name))) {
			*usec = units[i].usec;
			return 0;
		}
	return fail(why, "%s is not a unit: seconds, minutes, hours, days or weeks",
	    quote(quoted, text));
}
