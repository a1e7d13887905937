#include <strings.h>

#include "time/zone.h"

#include "timeformat.h"

/* What a text has given so far; -1 for what it has not. */
struct parts {
	struct civil civil;
	int day_of_year, weekday, half; /* half: 0 for AM, 1 for PM */
	bool clock; /* it has a time of day */
	bool zoned;
	int64_t east;
};

static bool
take_char(struct span *text, char wanted)
{
	if (text->len == 0 || text->ptr[0] != wanted)
		return false;
	*text = (struct span){ text->ptr + 1, text->len - 1 };
	return true;
}

/* A number of at least least and at most most digits, from min to max. */
static bool
take_number(
    struct span *text, size_t least, size_t most, int min, int max, int *number)
{
	size_t digits = 0;
	int sum = 0;

	while (digits < most && digits < text->len && text->ptr[digits] >= '0' &&
	    text->ptr[digits] <= '9')
		sum = sum * 10 + (text->ptr[digits++] - '0');
	if (digits < least || sum < min || sum > max)
		return false;
	*text = (struct span){ text->ptr + digits, text->len - digits };
	*number = sum;
	return true;
}

/* The place of the name that text begins with, whole or its first three letters. */
static bool
take_name(struct span *text, const char *const *names, size_t count, int *place)
{
	for (size_t i = 0; i < count; i++) {
		size_t len = strlen(names[i]);

		if (text->len < len || strncasecmp(text->ptr, names[i], len) != 0)
			len = 3;
		if (text->len < len || strncasecmp(text->ptr, names[i], len) != 0)
			continue;
		*text = (struct span){ text->ptr + len, text->len - len };
		*place = (int)i;
		return true;
	}
	return false;
}

static bool
take_month(struct span *text, int *month)
{
	static const char *const names[] = { "January", "February", "March", "April", "May",
		"June", "July", "August", "September", "October", "November", "December" };

	if (!take_name(text, names, 12, month))
		return false;
	++*month;
	return true;
}

static bool
take_weekday(struct span *text, int *weekday)
{
	static const char *const names[] = { "Thursday", "Friday", "Saturday", "Sunday",
		"Monday", "Tuesday", "Wednesday" };

	return take_name(text, names, 7, weekday);
}

static bool
take_half(struct span *text, int *half)
{
	if (text->len < 2 || (text->ptr[1] | 0x20) != 'm')
		return false;
	*half = (text->ptr[0] | 0x20) == 'p';
	if (!*half && (text->ptr[0] | 0x20) != 'a')
		return false;
	*text = (struct span){ text->ptr + 2, text->len - 2 };
	return true;
}

/* Digits of a fraction of a second; those behind the sixth must be 0. */
static bool
take_fraction(struct span *text, int *usec)
{
	size_t digits = 0;
	int sum = 0;

	for (; digits < text->len && text->ptr[digits] >= '0' && text->ptr[digits] <= '9';
	     digits++) {
		if (digits < 6)
			sum = sum * 10 + (text->ptr[digits] - '0');
		else if (text->ptr[digits] != '0')
			return false;
	}
	if (digits == 0)
		return false;
	*text = (struct span){ text->ptr + digits, text->len - digits };
	for (; digits < 6; digits++)
		sum *= 10;
	*usec = sum;
	return true;
}

/* Z, +01:00, +0100 or +01. */
static bool
take_offset(struct span *text, struct parts *parts)
{
	bool west = text->len > 0 && text->ptr[0] == '-';
	int hours;
	int minutes = 0;

	parts->zoned = true;
	if (take_char(text, 'Z'))
		return true;
	if (!take_char(text, '+') && !take_char(text, '-'))
		return false;
	if (!take_number(text, 2, 2, 0, 23, &hours))
		return false;
	if (take_char(text, ':') && text->len < 2)
		return false;
	if (text->len > 0 && text->ptr[0] >= '0' && text->ptr[0] <= '9' &&
	    !take_number(text, 2, 2, 0, 59, &minutes))
		return false;
	parts->east = (west ? -1 : 1) * (hours * 3600 + minutes * 60) * USEC_PER_SEC;
	return true;
}

/* Other zones' abbreviations are no names: CST is three of them. */
static bool
take_zone_name(struct span *text, struct parts *parts)
{
	static const char *const names[] = { "UTC", "GMT" };
	int ignored;

	parts->zoned = true;
	return take_char(text, 'Z') || take_name(text, names, 2, &ignored);
}

/* One or more blanks, the no-break ones before AM and PM of some exports too. */
static bool
take_blanks(struct span *text)
{
	size_t before = text->len;

	for (;;) {
		size_t len = 0;

		if (text->len > 0 && (text->ptr[0] == ' ' || text->ptr[0] == '\t'))
			len = 1;
		else if (text->len >= 2 && memcmp(text->ptr, "\xc2\xa0", 2) == 0)
			len = 2;
		else if (text->len >= 3 && memcmp(text->ptr, "\xe2\x80\xaf", 3) == 0)
			len = 3;
		if (len == 0)
			return text->len < before;
		*text = (struct span){ text->ptr + len, text->len - len };
	}
}

static bool take_format(const char *format, struct span *text, struct parts *parts);

static bool
take_date_letter(char letter, struct span *text, struct parts *parts)
{
	struct civil *civil = &parts->civil;

	switch (letter) {
	case 'Y':
		return take_number(text, 4, 4, 1, 9999, &civil->year);
	case 'y':
		if (!take_number(text, 2, 2, 0, 99, &civil->year))
			return false;
		civil->year += civil->year < 69 ? 2000 : 1900;
		return true;
	case 'm':
		return take_number(text, 1, 2, 1, 12, &civil->month);
	case 'b':
	case 'B':
	case 'h':
		return take_month(text, &civil->month);
	case 'e':
		take_char(text, ' ');
		return take_number(text, 1, 2, 1, 31, &civil->day);
	case 'd':
		return take_number(text, 1, 2, 1, 31, &civil->day);
	case 'j':
		return take_number(text, 1, 3, 1, 366, &parts->day_of_year);
	default:
		return take_weekday(text, &parts->weekday);
	}
}

static bool
take_clock_letter(char letter, struct span *text, struct parts *parts)
{
	struct civil *civil = &parts->civil;

	parts->clock = true;
	switch (letter) {
	case 'H':
		return take_number(text, 1, 2, 0, 23, &civil->hour);
	case 'I':
		if (!take_number(text, 1, 2, 1, 12, &civil->hour))
			return false;
		civil->hour %= 12;
		return true;
	case 'p':
		return take_half(text, &parts->half);
	case 'M':
		return take_number(text, 1, 2, 0, 59, &civil->minute);
	case 'S':
		return take_number(text, 1, 2, 0, 59, &civil->second);
	case 'f':
		return take_fraction(text, &civil->usec);
	case 'z':
		return take_offset(text, parts);
	default:
		return take_zone_name(text, parts);
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
	if (letter == '%')
		return take_char(text, '%');
	if (strchr("YymbBhdejaA", letter) != NULL)
		return take_date_letter(letter, text, parts);
	return take_clock_letter(letter, text, parts);
}

static bool
take_format(const char *format, struct span *text, struct parts *parts)
{
	for (; *format != '\0'; format++) {
		bool taken;

		if (*format == '%')
			taken = take_letter(*++format, text, parts);
		else if (*format == ' ')
			taken = take_blanks(text);
		else
			taken = take_char(text, *format);
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
		days = civil_days(civil->year, 1, 1) + parts->day_of_year - 1;
		int year = civil->year;
		struct civil date = civil_date(days);

		if (date.year != year)
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

/* A count of units of unit microseconds since 1970, with a fraction of them or not. */
static bool
read_epoch(struct span text, int64_t unit, struct reading *reading)
{
	bool negative = take_char(&text, '-');
	int64_t count = 0;
	size_t digits = 0;
	int fraction = 0;

	for (; digits < text.len && text.ptr[digits] >= '0' && text.ptr[digits] <= '9';
	     digits++) {
		if (digits == 15)
			return false;
		count = count * 10 + (text.ptr[digits] - '0');
	}
	if (digits == 0 || __builtin_mul_overflow(count, unit, &count))
		return false;
	text = (struct span){ text.ptr + digits, text.len - digits };
	if (take_char(&text, '.') && !take_fraction(&text, &fraction))
		return false;
	count += fraction / (USEC_PER_SEC / unit);
	*reading = (struct reading){ .usec = negative ? -count : count, .zoned = true };
	return text.len == 0 && fraction % (USEC_PER_SEC / unit) == 0;
}

static bool
read_iso(struct span text, struct reading *reading)
{
	struct reason ignored;

	*reading = (struct reading){ .day = text.len == 10 };
	return instant_parse(text, &reading->usec, &reading->zoned, &ignored) == 0;
}

bool
timeformat_read(const char *format, struct span text, struct reading *reading)
{
	struct parts parts = { .weekday = -1, .half = -1 };
	bool fits;

	if (strcmp(format, "iso") == 0)
		fits = read_iso(text, reading);
	else if (strcmp(format, "epoch") == 0)
		fits = read_epoch(text, USEC_PER_SEC, reading);
	else if (strcmp(format, "epoch-ms") == 0)
		fits = read_epoch(text, 1000, reading);
	else
		fits = take_format(format, &text, &parts) && text.len == 0 &&
		    put_together(&parts, reading);
	return fits && reading->usec >= INSTANT_MIN && reading->usec < INSTANT_END;
}

/* The letters of format, with those spelled out that stand for several. */
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

int
timeformat_check(const char *format, struct reason *why)
{
	if (strcmp(format, "iso") == 0 || strcmp(format, "epoch") == 0 ||
	    strcmp(format, "epoch-ms") == 0)
		return 0;
	for (const char *at = format; *at != '\0'; at++) {
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
	if (!has_letter(format, "Yy") ||
	    !(has_letter(format, "j") ||
		(has_letter(format, "mbBh") && has_letter(format, "de"))))
		return fail(
		    why, "'%s' gives no date: it needs a year, a month and a day", format);
	if (has_letter(format, "I") != has_letter(format, "p"))
		return fail(why, "'%s' needs %%I and %%p together", format);
	return 0;
}

/* The reading as a person would check it, such as 2026-04-03T00:00:00Z. */
static const char *
spell(char buf[INSTANT_TEXT_MAX], const struct reading *reading)
{
	size_t len = reading->day ?
	    date_format(buf, floor_div(reading->usec, USEC_PER_DAY)) :
	    instant_format(buf, reading->usec);

	if (!reading->day && !reading->zoned)
		len--;
	buf[len] = '\0';
	return buf;
}

/* Whether they are different instants, in the zone of times that have none. */
static bool
differ(const struct timeformats *formats, const struct reading *a, const struct reading *b)
{
	return a->usec != b->usec || (formats->zone != NULL && a->zoned != b->zoned);
}

/* Tries the formats; all of them, if it is not known that they agree. */
static int
read_any(const struct timeformats *formats, struct span text, struct reading *reading,
    struct reason *why)
{
	const char *first = NULL;
	char quoted[QUOTED_MAX];

	for (size_t i = 0; i < formats->count; i++) {
		const char *format = formats->item[i];
		struct reading other;

		if (!timeformat_read(format, text, &other))
			continue;
		if (first != NULL && differ(formats, reading, &other)) {
			char one[INSTANT_TEXT_MAX];
			char two[INSTANT_TEXT_MAX];

			return fail(why, "%s is %s by '%s' and %s by '%s'",
			    quote(quoted, text), spell(one, reading), first,
			    spell(two, &other), format);
		}
		if (first == NULL)
			*reading = other;
		first = first != NULL ? first : format;
		if (formats->agree)
			return 0;
	}
	if (first == NULL)
		return fail(why, "%s is not a time of the given format%s",
		    quote(quoted, text), formats->count == 1 ? "" : "s");
	return 0;
}

static int
place_in_zone(struct timeformats *formats, struct span text, struct reading *reading,
    struct reason *why)
{
	char quoted[QUOTED_MAX];
	enum zone_fit fit;
	int64_t usec;

	if (reading->zoned || formats->zone == NULL)
		return 0;
	fit = zone_instant(reading->usec, &usec);
	if (instant_check(usec, text, why) != 0)
		return -1;
	if (reading->day)
		return 0;
	if (fit == ZONE_SKIPPED)
		return fail(why, "%s is a time that clocks in %s skipped",
		    quote(quoted, text), formats->zone);
	formats->twice += fit == ZONE_TWICE;
	reading->usec = usec;
	return 0;
}

/* ISO 8601, where a time without a zone is in UTC. */
static int
read_utc(struct timeformats *formats, struct span text, struct reading *reading,
    struct reason *why)
{
	if (instant_parse_row(&formats->memo, text, &reading->usec, why) != 0)
		return -1;
	if ((text.len == 19 || (text.len == 20 && text.ptr[19] == 'Z')) &&
	    text.ptr[16] == ':')
		reading->clock = (struct span){ text.ptr, 19 };
	return 0;
}

int
timeformats_read(struct timeformats *formats, struct span text, struct reading *reading,
    struct reason *why)
{
	if (text.len == 0)
		return fail(why, "is empty");
	if (formats->count > 0) {
		if (read_any(formats, text, reading, why) != 0)
			return -1;
	} else {
		*reading = (struct reading){ .day = text.len == 10, .zoned = true };
		if (formats->zone == NULL)
			return read_utc(formats, text, reading, why);
		if (instant_parse(text, &reading->usec, &reading->zoned, why) != 0)
			return -1;
	}
	return place_in_zone(formats, text, reading, why);
}

int64_t
timeformats_midnight(const struct timeformats *formats, int64_t usec)
{
	if (formats->zone != NULL)
		zone_instant(usec, &usec);
	return usec;
}
