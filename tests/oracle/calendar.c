/*
 * Checks lib/time on every day of the years 0001 to 9999, counted one after the other,
 * and on days that no month has. Then checks the fast parsers of rows against the
 * general ones, on times and numbers in which any byte is replaced by any other.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/digits.h"
#include "time/duration.h"
#include "time/instant.h"
#include "time/period.h"

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

/* Both parsers take the text for that time, or, if it is not good, both refuse it. */
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

/* Checks a day with a time of day that differs from day to day. */
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

/* The parser of rows agrees with the general one, and instant_spelled with what is written. */
static void
check_time(struct span text)
{
	int64_t usec = 0, row_usec = 0;
	bool zoned;
	struct reason why;
	char buf[INSTANT_TEXT_MAX];
	int status = instant_parse(text, &usec, &zoned, &why);

	expect(instant_parse_row(&memo, text, &row_usec, &why) == status, text.ptr);
	expect(status != 0 || row_usec == usec, text.ptr);
	if (status == 0 && instant_spelled(text) != NULL)
		expect(span_equal((struct span){ buf, instant_format(buf, usec) }, text),
		    text.ptr);
}

static void
check_seconds(struct span text)
{
	int64_t usec = 0, row_usec = 0;
	struct reason why;
	int status = seconds_parse(text, &usec, &why);

	expect(seconds_parse_row(text, &row_usec, &why) == status, text.ptr);
	expect(status != 0 || row_usec == usec, text.ptr);
}

/* Checks the text with any byte, and any two neighbours, replaced, and cut short. */
static void
mutate(const char *text, void (*check)(struct span text))
{
	char buf[64] = "";
	size_t len = strlen(text);

	for (size_t at = 0; at < len; at++)
		for (int byte = 0; byte < 256; byte++)
			for (int next = -1; next < 10; next++) {
				memcpy(buf, text, len + 1);
				buf[at] = (char)byte;
				if (next >= 0 && at + 1 < len)
					buf[at + 1] = (char)('0' + next);
				for (size_t cut = 0; cut < 3; cut++)
					check((struct span){ buf, len - cut });
			}
}

static void
check_number(uint64_t number)
{
	char wanted[32], got[DIGITS_MAX];
	struct span text;
	uint64_t back;

	snprintf(wanted, sizeof(wanted), "%" PRIu64, number);
	text = (struct span){ got, digits_put(got, number) };
	expect(span_equal(text, span_of(wanted)), wanted);
	expect(digits_take(&text, SIZE_MAX, &back) > 0 && back == number && text.len == 0,
	    wanted);
}

static void
check_fraction(uint32_t usec)
{
	char wanted[32] = "", got[9];
	size_t len = usec == 0 ? 0 : (size_t)snprintf(wanted, sizeof(wanted), ".%06u", usec);

	while (len > 0 && wanted[len - 1] == '0')
		len--;
	expect(span_equal((struct span){ got, digits_put_fraction(got, usec) },
		   (struct span){ wanted, len }),
	    wanted);
}

static void
check_fast_ways(void)
{
	mutate("2024-02-29T23:59:59Z", check_time);
	mutate("2023-12-31 09:30:00Z", check_time);
	mutate("0001-01-01T00:00:00", check_time);
	mutate("9999-11-30T12:34:56.5Z", check_time);
	mutate("2024-02-29T23:59+0130", check_time);
	for (const char *digits = "123456789"; *digits != '\0'; digits++)
		mutate(digits, check_seconds);
	mutate("-17.25", check_seconds);
	for (uint64_t power = 1; power <= UINT64_MAX / 10; power *= 10)
		for (uint64_t number = power - 1; number <= power + 1; number++)
			check_number(number);
	check_number(12345678901234567890u);
	check_number(UINT64_MAX);
	for (uint32_t usec = 0; usec < 1000000; usec++)
		check_fraction(usec);
}

/* The name of each period of these years leads back to it, from a near guess and a far one. */
static void
check_names(enum period_unit unit, int year_start, int from, int until)
{
	struct calendar *calendar = calendar_new(unit, year_start);
	int64_t first = calendar_of_day(calendar, civil_days(from, 1, 1));
	int64_t last = calendar_of_day(calendar, civil_days(until, 12, 31));
	int64_t near = 0;

	for (int64_t number = first; number <= last; number++) {
		char buf[PERIOD_TEXT_MAX + 1];
		struct span name = { buf, calendar_name(calendar, number, buf) };
		int64_t far = -1000;

		buf[name.len] = '\0';
		expect(calendar_find(calendar, name, &near) == 0 && near == number, buf);
		expect(calendar_find(calendar, name, &far) == 0 && far == number, buf);
		buf[name.len++] = 'x';
		expect(calendar_find(calendar, name, &far) != 0, buf);
	}
	calendar_free(calendar);
}

static void
check_all_names(void)
{
	for (int unit = PERIOD_DAY; unit <= PERIOD_ALL; unit++)
		for (int start = 0; start <= (unit > PERIOD_MONTH ? 12 : 0); start++) {
			check_names((enum period_unit)unit, start, 1, 2);
			check_names((enum period_unit)unit, start, 2019, 2026);
			check_names((enum period_unit)unit, start, 9998, 9999);
		}
}

int
main(void)
{
	int64_t days = INSTANT_MIN / USEC_PER_DAY;

	/* A memo that is still { 0 } does not take NULs for a day. */
	check_time((struct span){ "\0\0\0\0\0\0\0\0\0\0\0" "00:00:00Z", 20 });
	for (int year = 1; year <= 9999; year++)
		for (int month = 0; month <= 13; month++)
			check_month(year, month, &days);
	expect(days == INSTANT_END / USEC_PER_DAY, "the days from 0001 to 9999");
	check_fast_ways();
	check_all_names();
	return 0;
}
