#include "time/instant.h"

/* See digits_exceed. */
#define MONTH_SHAPE UINT64_C(0x2d30302d30303030) /* "0000-00-" */
#define MONTH_LIMITS UINT64_C(0x7f767e7f76767676) /* 9999-19- */

/* Takes exactly n digits off the front of *text; -1 if they are not there. */
static int
take_digits(struct span *text, size_t n, int *value)
{
	uint64_t number;

	if (digits_take(text, n, &number) != n)
		return -1;
	*value = (int)number;
	return 0;
}

static int
take_date(struct span *text, struct civil *civil)
{
	if (take_digits(text, 4, &civil->year) != 0 || !span_take_char(text, '-') ||
	    take_digits(text, 2, &civil->month) != 0 || !span_take_char(text, '-') ||
	    take_digits(text, 2, &civil->day) != 0)
		return -1;
	if (civil->year < 1 || civil->month < 1 || civil->month > 12 || civil->day < 1 ||
	    civil->day > civil_month_days(civil->year, civil->month))
		return -1;
	return 0;
}

static int
take_time(struct span *text, struct civil *civil)
{
	uint32_t usec = 0;

	if (take_digits(text, 2, &civil->hour) != 0 || !span_take_char(text, ':') ||
	    take_digits(text, 2, &civil->minute) != 0)
		return -1;
	if (span_take_char(text, ':')) {
		if (take_digits(text, 2, &civil->second) != 0)
			return -1;
		if (span_take_char(text, '.') && digits_take_fraction(text, &usec) != 0)
			return -1;
		civil->usec = (int)usec;
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
	if (span_take_char(text, 'Z'))
		return 0;
	if (!span_take_char(text, '+') && !span_take_char(text, '-'))
		return -1;
	if (take_digits(text, 2, &hours) != 0)
		return -1;
	if (span_take_char(text, ':') || text->len > 0)
		if (take_digits(text, 2, &minutes) != 0)
			return -1;
	if (hours > 23 || minutes > 59)
		return -1;
	*east = (int64_t)(hours * 3600 + minutes * 60) * USEC_PER_SEC;
	if (west)
		*east = -*east;
	return 0;
}

int
instant_parse(struct span text, int64_t *usec, bool *zoned, struct reason *why)
{
	struct span left = text;
	struct civil civil = { 0 };
	int64_t east = 0;

	*zoned = false;
	if (text.len == 0)
		return fail(why, "is empty");
	if (take_date(&left, &civil) != 0)
		goto bad;
	if (left.len > 0) {
		if (!span_take_char(&left, 'T') && !span_take_char(&left, ' '))
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
	return fail_quoted(why, text, "is not an ISO 8601 time");
}

int
instant_parse_unusual(struct span text, int64_t *usec, struct reason *why)
{
	bool zoned;

	return instant_parse(text, usec, &zoned, why);
}

int
instant_check(int64_t usec, struct span text, struct reason *why)
{
	if (usec >= INSTANT_MIN && usec < INSTANT_END)
		return 0;
	return fail_quoted(why, text, "is not in the years 0001 to 9999 of UTC");
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

/* YYYY-MM-DDT, for days since 1970-01-01. */
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
	buf[10] = 'T';
}

void
instant_see_date(struct instant_date *date, uint32_t day)
{
	date->key = day + 1;
	put_date(date->text, day + INSTANT_MIN / USEC_PER_DAY);
}

size_t
instant_format(char buf[INSTANT_TEXT_MAX], int64_t usec)
{
	int64_t days = floor_div(usec, USEC_PER_DAY);
	uint64_t clock = (uint64_t)(usec - days * USEC_PER_DAY);

	put_date(buf, days);
	return instant_put_clock(buf, (uint32_t)(clock / (uint64_t)USEC_PER_SEC),
	    (uint32_t)(clock % (uint64_t)USEC_PER_SEC));
}
