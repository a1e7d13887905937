#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/digits.h"
#include "time/instant.h"

#include "clocktext.h"
#include "isotime.h"
#include "months.h"
#include "serialtime.h"
#include "timeformat.h"

/* No zone is further from UTC. */
#define EAST_MAX (INT64_C(14) * 3600 * USEC_PER_SEC)

/* What a text has given so far; -1 for what it has not. */
struct parts {
	const struct list *months;
	struct civil civil;
	int day_of_year, weekday, half; /* half: 0 for AM, 1 for PM */
	bool clock; /* it has a time of day */
	bool zoned;
	int64_t east;
};

/* AM, PM, a.m. or p.m. */
static bool
take_half(struct span *text, int *half)
{
	bool points;

	if (text->len < 2 || strchr("aApP", text->ptr[0]) == NULL)
		return false;
	*half = (text->ptr[0] | 0x20) == 'p';
	*text = span_skip(*text, 1);
	points = span_take_char(text, '.');
	if (!span_take_char(text, 'm') && !span_take_char(text, 'M'))
		return false;
	return !points || span_take_char(text, '.');
}

static bool take_format(const char *format, struct span *text, struct parts *parts);

static bool
take_date_letter(char letter, struct span *text, struct parts *parts)
{
	struct civil *civil = &parts->civil;

	switch (letter) {
	case 'Y':
		return clocktext_number(text, 4, 4, 1, 9999, &civil->year);
	case 'y':
		if (!clocktext_number(text, 2, 2, 0, 99, &civil->year))
			return false;
		civil->year += civil->year < 69 ? 2000 : 1900;
		return true;
	case 'm':
		return clocktext_number(text, 1, 2, 1, 12, &civil->month);
	case 'b':
	case 'B':
	case 'h':
		return months_take(parts->months, text, &civil->month);
	case 'e':
		span_take_char(text, ' ');
		return clocktext_number(text, 1, 2, 1, 31, &civil->day);
	case 'd':
		return clocktext_number(text, 1, 2, 1, 31, &civil->day);
	case 'j':
		return clocktext_number(text, 1, 3, 1, 366, &parts->day_of_year);
	default:
		return months_take_weekday(text, &parts->weekday);
	}
}

static bool
take_clock_letter(char letter, struct span *text, struct parts *parts)
{
	struct civil *civil = &parts->civil;

	parts->clock = true;
	switch (letter) {
	case 'H':
		return clocktext_number(text, 1, 2, 0, 23, &civil->hour);
	case 'I':
		if (!clocktext_number(text, 1, 2, 1, 12, &civil->hour))
			return false;
		civil->hour %= 12;
		return true;
	case 'p':
		return take_half(text, &parts->half);
	case 'M':
		return clocktext_number(text, 1, 2, 0, 59, &civil->minute);
	case 'S':
		return clocktext_number(text, 1, 2, 0, 59, &civil->second);
	case 'f':
		clocktext_fraction(text, &civil->usec);
		return true;
	case 'z':
		parts->zoned = true;
		return clocktext_offset(text, &parts->east);
	default:
		parts->zoned = true;
		return clocktext_utc(text);
	}
}

/* What a letter that stands for several stands for, or NULL. */
static const char *
abbreviated(char letter)
{
	switch (letter) {
	case 'T':
		return "%H:%M:%S";
	case 'R':
		return "%H:%M";
	case 'F':
		return "%Y-%m-%d";
	case 'D':
		return "%m/%d/%y";
	default:
		return NULL;
	}
}

static bool
take_letter(char letter, struct span *text, struct parts *parts)
{
	const char *several = abbreviated(letter);

	if (several != NULL)
		return take_format(several, text, parts);
	switch (letter) {
	case '%':
		return span_take_char(text, '%');
	case 'H':
	case 'I':
	case 'p':
	case 'M':
	case 'S':
	case 'f':
	case 'z':
	case 'Z':
		return take_clock_letter(letter, text, parts);
	default:
		return take_date_letter(letter, text, parts);
	}
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The length of UTC, GMT or Z, if the format's plain text begins with that word. */
static size_t
zone_word(const char *format)
{
	size_t len = 0;

	if (format[0] == 'Z')
		len = 1;
	else if (is_letter(format[0]) &&
	    (strncasecmp(format, "UTC", 3) == 0 || strncasecmp(format, "GMT", 3) == 0))
		len = 3;
	return len > 0 && is_letter(format[len]) ? 0 : len;
}

/*
 * Takes the zone of an offset from UTC, such as -05:00, with which the format's plain text
 * begins after a time of day. It is none if more follows, as in -12-%Y.
 */
static void
take_offset_word(const char *format, struct parts *parts)
{
	struct span left = span_of(format);
	int64_t east;

	if (!clocktext_offset(&left, &east) || llabs(east) > EAST_MAX ||
	    (left.len > 0 &&
		(is_digit(left.ptr[0]) || strchr("%-/.", left.ptr[0]) != NULL)))
		return;
	parts->east = east;
	parts->zoned = true;
}

/* The point after a month's short name, unless the format has it too. */
static void
skip_point(const char *format, struct span *text)
{
	if ((format[0] == 'b' || format[0] == 'B' || format[0] == 'h') && format[1] != '.')
		span_take_char(text, '.');
}

static bool
take_format(const char *format, struct span *text, struct parts *parts)
{
	bool in_word = false; /* of plain text */

	for (; *format != '\0'; format++) {
		bool letter = is_letter(*format);
		bool taken;

		if (letter && !in_word && zone_word(format) > 0)
			parts->zoned = true;
		if ((*format == '+' || *format == '-') && parts->clock)
			take_offset_word(format, parts);
		in_word = letter;
		if (*format == '%') {
			taken = take_letter(*++format, text, parts);
			if (taken)
				skip_point(format, text);
		} else if (*format == ' ') {
			taken = clocktext_blanks(text);
		} else {
			taken = span_take_char(text, *format);
		}
		if (!taken)
			return false;
	}
	return true;
}

/* The reading that parts make, if there is such a date. */
static bool
put_together(struct parts *parts, struct reading *reading)
{
	struct civil *civil = &parts->civil;
	int64_t days;

	if (parts->half == 1)
		civil->hour += 12;
	if (parts->day_of_year > 0) {
		int64_t day = civil_days(civil->year, 1, 1) + parts->day_of_year - 1;
		struct civil date = civil_date(day);

		if (date.year != civil->year)
			return false;
		civil->month = date.month;
		civil->day = date.day;
	}
	if (civil->day > civil_month_days(civil->year, civil->month))
		return false;
	days = civil_days(civil->year, civil->month, civil->day);
	if (parts->weekday >= 0 && days - floor_div(days, 7) * 7 != parts->weekday)
		return false;
	*reading = (struct reading){ .usec = civil_usec(civil) - parts->east,
		.zoned = parts->zoned,
		.day = !parts->clock };
	return true;
}

/* Whether a format is one of the words; most begin with a letter's %. */
static bool
is_word(const char *format)
{
	return format[0] != '%' && (strcmp(format, "iso") == 0 || serialtime_is(format));
}

bool
timeformat_read(const char *format, const struct list *months, struct span text,
    struct reading *reading)
{
	struct parts parts = { .months = months, .weekday = -1, .half = -1 };
	bool fits;

	if (!is_word(format))
		fits = take_format(format, &text, &parts) && text.len == 0 &&
		    put_together(&parts, reading);
	else if (strcmp(format, "iso") == 0)
		fits = isotime_read(NULL, text, reading);
	else
		fits = serialtime_read(format, text, reading);
	return fits && reading->usec >= INSTANT_MIN && reading->usec < INSTANT_END;
}

size_t
timeformat_fits(const char *format, const struct list *months, struct span text)
{
	struct parts parts = { .months = months, .weekday = -1, .half = -1 };
	struct span left = text;

	return take_format(format, &left, &parts) ? text.len - left.len : 0;
}

/* Whether the format has one of these letters, itself or in one that stands for several. */
static bool
has_letter(const char *format, const char *letters)
{
	for (; *format != '\0'; format++) {
		const char *several;

		if (*format != '%')
			continue;
		several = abbreviated(*++format);
		if (several != NULL ? has_letter(several, letters) :
				      strchr(letters, *format) != NULL)
			return true;
	}
	return false;
}

static int
check_letters(const char *format, struct reason *why)
{
	bool in_word = false;

	for (const char *at = format; *at != '\0'; at++) {
		size_t zone = in_word ? 0 : zone_word(at);

		if (zone > 0 && (at[zone] == '+' || at[zone] == '-') &&
		    is_digit(at[zone + 1]))
			return fail(why, "'%s': write an offset from UTC as %%z", format);
		in_word = is_letter(*at);
		if (*at != '%')
			continue;
		if (*++at == '\0')
			return fail(why, "'%s' ends with a single %%", format);
		if (strchr("YymbBhdejaAHIpMSfzZTRFD%", *at) == NULL)
			return fail(why,
			    "'%s': %%%c is none of %%Y %%y %%m %%b %%B %%h %%d %%e %%j %%a %%A "
			    "%%H %%I %%p %%M %%S %%f %%z %%Z %%T %%R %%F %%D %%%%",
			    format, *at);
	}
	return 0;
}

int
timeformat_check(const char *format, struct reason *why)
{
	if (is_word(format))
		return 0;
	if (check_letters(format, why) != 0)
		return -1;
	if (!has_letter(format, "Yy") ||
	    !(has_letter(format, "j") ||
		(has_letter(format, "mbBh") && has_letter(format, "de"))))
		return fail(
		    why, "'%s' gives no date: it needs a year, a month and a day", format);
	if (has_letter(format, "I") != has_letter(format, "p"))
		return fail(why, "'%s' needs %%I and %%p together", format);
	return 0;
}

/* The length of the word that text begins with, if it looks like EST or CEST; or 0. */
static size_t
zone_abbreviation(const char *text)
{
	size_t len = 0;

	while (text[len] >= 'A' && text[len] <= 'Z')
		len++;
	if (len < 3 || len > 5 || text[len - 1] != 'T' || is_letter(text[len]))
		return 0;
	return zone_word(text) > 0 ? 0 : len;
}

struct span
timeformat_abbreviation(const char *format)
{
	bool clock = false;
	bool in_word = false;

	for (; *format != '\0'; format++) {
		size_t len = clock && !in_word ? zone_abbreviation(format) : 0;

		if (len > 0)
			return (struct span){ format, len };
		in_word = is_letter(*format);
		if (*format == '%' && strchr("HIMSTR", *++format) != NULL)
			clock = true;
	}
	return (struct span){ NULL, 0 };
}
