#include <stdio.h>

#include "base/digits.h"
#include "base/mem.h"
#include "base/text.h"

#include "timeformat.h"
#include "timeguess.h"

enum { GUESSES_MAX = 3, FORMAT_MAX = 64 };

/* What exports write, put together: a date, and what follows it. */
static const char *const dates[] = { "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%m/%d/%Y",
	"%d/%m/%Y", "%d.%m.%Y", "%m-%d-%Y", "%d-%m-%Y", "%m/%d/%y", "%d/%m/%y", "%d.%m.%y",
	"%b %d, %Y", "%b %d %Y", "%d %b %Y", "%d. %b %Y", "%d %b, %Y", "%d-%b-%Y",
	"%d-%b-%y", "%d/%b/%Y", "%a, %b %d, %Y", "%a, %d %b %Y", "%a %b %d %Y", "%Y%m%d" };
static const char *const separators[] = { " ", "T", ", ", ":" };
static const char *const clocks[] = { "%H:%M", "%H:%M:%S", "%H:%M:%S.%f", "%I:%M %p",
	"%I:%M:%S %p", "%I:%M%p", "%I:%M:%S%p", "%H%M%S", "%H.%M", "%H.%M.%S" };
static const char *const zones[] = { "", " %Z", "%z", " %z", " %Z%z" };

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct guesses {
	const struct list *months;
	struct span text;
	char format[GUESSES_MAX][FORMAT_MAX];
	size_t count;
};

static void
try_format(struct guesses *guesses, const char *format)
{
	struct reading ignored;

	if (guesses->count < GUESSES_MAX &&
	    timeformat_read(format, guesses->months, guesses->text, &ignored))
		snprintf(guesses->format[guesses->count++], FORMAT_MAX, "%s", format);
}

/* Tries a date with one that text begins with of the times of day. */
static void
try_clocks(
    struct guesses *guesses, const char *date, const char *separator, struct span text)
{
	char format[FORMAT_MAX];

	for (size_t c = 0; c < COUNT(clocks); c++) {
		if (timeformat_fits(clocks[c], guesses->months, text) == 0)
			continue;
		for (size_t z = 0; z < COUNT(zones); z++) {
			snprintf(format, sizeof(format), "%s%s%s%s", date, separator,
			    clocks[c], zones[z]);
			try_format(guesses, format);
		}
	}
}

/* Tries a date that the text begins with, alone and with what comes after len bytes. */
static void
try_date(struct guesses *guesses, const char *date, size_t len)
{
	struct span rest = span_skip(guesses->text, len);

	try_format(guesses, date);
	for (size_t s = 0; s < COUNT(separators); s++) {
		size_t taken = timeformat_fits(separators[s], guesses->months, rest);

		if (taken > 0)
			try_clocks(guesses, date, separators[s], span_skip(rest, taken));
	}
}

/* What a number counts, by its digits before the point: of years that exports are from. */
static const char *
serial_format(struct span text)
{
	size_t digits = 0;

	while (digits < text.len && is_digit(text.ptr[digits]))
		digits++;
	switch (digits) {
	case 5:
		return "excel";
	case 9:
	case 10:
		return "epoch";
	case 12:
	case 13:
		return "epoch-ms";
	case 15:
	case 16:
		return "epoch-us";
	case 18:
	case 19:
		return "epoch-ns";
	default:
		return NULL;
	}
}

static void
try_all(struct guesses *guesses)
{
	const char *serial = serial_format(guesses->text);

	if (serial != NULL)
		try_format(guesses, serial);
	for (size_t i = 0; i < COUNT(dates); i++) {
		size_t len = timeformat_fits(dates[i], guesses->months, guesses->text);

		if (len > 0)
			try_date(guesses, dates[i], len);
	}
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
}

/* The first word of text that could be a month, of three bytes or more; or none. */
static struct span
first_word(struct span text)
{
	for (size_t at = 0; at < text.len; at++) {
		size_t len = 0;

		while (at + len < text.len && is_letter(text.ptr[at + len]))
			len++;
		if (len >= 3)
			return (struct span){ text.ptr + at, len };
		at += len;
	}
	return (struct span){ NULL, 0 };
}

/* Tries the text with an English month in place of its first word. */
static void
try_foreign(struct guesses *guesses)
{
	struct span text = guesses->text;
	struct span word = first_word(text);
	struct text english = { NULL, 0, 0 };
	size_t before;

	if (word.len == 0)
		return;
	before = (size_t)(word.ptr - text.ptr);
	text_add(&english, (struct span){ text.ptr, before });
	text_add(&english, span_of("Jan"));
	text_add(&english, span_skip(text, before + word.len));
	guesses->text = text_span(&english);
	try_all(guesses);
	text_free(&english);
}

void
timeguess(char buf[TIMEGUESS_MAX], const struct list *months, struct span text)
{
	struct guesses guesses = { .months = months, .text = text };
	bool foreign;
	size_t used = 0;

	try_all(&guesses);
	foreign = guesses.count == 0 && months == NULL;
	if (foreign)
		try_foreign(&guesses);
	buf[0] = '\0';
	for (size_t i = 0; i < guesses.count; i++)
		used += (size_t)snprintf(buf + used, TIMEGUESS_MAX - used, "%s'%s'",
		    i == 0 ? "; try --time-format " : " or ", guesses.format[i]);
	if (foreign && guesses.count > 0)
		snprintf(buf + used, TIMEGUESS_MAX - used, " and --month-names");
}
