/*
 * Every day of the years 0001 to 9999, by a walk from one day to the next, and
 * the days that no month has: what lib/instant.c makes of them, in all its ways.
 */
#include <stdio.h>
#include <stdlib.h>

#include "instant.h"

static struct instant_memo memo;
static struct instant_dates dates;

static void
expect(bool right, const char *text)
{
	if (right)
		return;
	fprintf(stderr, "wrong: %s\n", text);
	exit(1);
}

/* Leap years by the rule of Gregory XIII, months by the rhyme. */
static int
last_day(int year, int month)
{
	if (month == 2)
		return year % 400 == 0 || (year % 4 == 0 && year % 100 != 0) ? 29 : 28;
	return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/* Both parsers understand the text as that time, or both refuse it. */
static void
check_parse(const char *text, bool good, int64_t wanted)
{
	int64_t usec = 0;
	bool zoned;
	struct reason why;

	expect((instant_parse(span_of(text), &usec, &zoned, &why) == 0) == good, text);
	expect(!good || usec == wanted, text);
	expect((instant_parse_row(&memo, span_of(text), &usec, &why) == 0) == good, text);
	expect(!good || usec == wanted, text);
}

static void
check_format(const char *text, int64_t usec)
{
	char buf[INSTANT_TEXT_MAX];
	struct span wanted = span_of(text);

	expect(span_equal((struct span){ buf, instant_format(buf, usec) }, wanted), text);
	expect(span_equal((struct span){ buf, instant_format_row(&dates, buf, usec) },
		   wanted),
	    text);
}

/* The day's text with a time of day that is another one each day. */
static void
check_day(int year, int month, int day, int64_t days, bool good)
{
	int second = (int)((days + 1000000) * 7919 % SEC_PER_DAY);
	int64_t usec = (days * SEC_PER_DAY + second) * USEC_PER_SEC;
	char text[64];

	snprintf(text, sizeof(text), "%04d-%02d-%02dT%02d:%02d:%02dZ", year, month, day,
	    second / 3600, second / 60 % 60, second % 60);
	check_parse(text, good, usec);
	if (good)
		check_format(text, usec);
}

static void
check_month(int year, int month, int64_t *days)
{
	for (int day = 0; day <= 32; day++) {
		bool good = month >= 1 && month <= 12 && day >= 1 &&
		    day <= last_day(year, month);

		check_day(year, month, day, *days, good);
		*days += good;
	}
}

int
main(void)
{
	int64_t days = INSTANT_MIN / USEC_PER_DAY;

	for (int year = 1; year <= 9999; year++)
		for (int month = 0; month <= 13; month++)
			check_month(year, month, &days);
	expect(days == INSTANT_END / USEC_PER_DAY, "the days from 0001 to 9999");
	return 0;
}
