#include <string.h>

#include "base/digits.h"
#include "time/civil.h"

#include "serialtime.h"

enum { EXCEL_FIRST = 61, EXCEL_LAST = 2958465, FRACTION_DIGITS = 17 };

static const struct {
	const char *name;
	int64_t usec; /* of one */
	int64_t per_usec; /* or how many there are in a microsecond */
} epochs[] = {
	{ "epoch", USEC_PER_SEC, 1 },
	{ "epoch-ms", 1000, 1 },
	{ "epoch-us", 1, 1 },
	{ "epoch-ns", 1, 1000 },
};
enum { EPOCHS = sizeof(epochs) / sizeof(epochs[0]) };

bool
serialtime_is(const char *format)
{
	for (size_t i = 0; i < EPOCHS; i++)
		if (strcmp(format, epochs[i].name) == 0)
			return true;
	return strcmp(format, "excel") == 0;
}

/* Takes a fraction of that many microseconds, if there is one, and cuts it to one. */
static bool
take_fraction(struct span *text, int64_t usec, int64_t *fraction)
{
	int64_t units = 1;
	int64_t sum = 0;
	size_t digits = 0;

	*fraction = 0;
	if (!span_take_char(text, '.'))
		return true;
	for (; digits < text->len && is_digit(text->ptr[digits]); digits++)
		if (digits < FRACTION_DIGITS) {
			units *= 10;
			sum = sum * 10 + (text->ptr[digits] - '0');
		}
	*text = span_skip(*text, digits);
	*fraction = (int64_t)((__extension__(__int128) sum) * usec / units);
	return digits > 0;
}

static bool
read_epoch(size_t epoch, struct span text, struct reading *reading)
{
	bool negative = span_take_char(&text, '-');
	int64_t unit = epochs[epoch].usec;
	uint64_t number;
	int64_t count;
	int64_t fraction;

	if (digits_take(&text, DIGITS_MAX, &number) == 0 || number > INT64_MAX)
		return false;
	if (__builtin_mul_overflow((int64_t)number, unit, &count) ||
	    !take_fraction(&text, unit, &fraction) ||
	    __builtin_add_overflow(count, fraction, &count))
		return false;
	count /= epochs[epoch].per_usec;
	*reading = (struct reading){ .usec = negative ? -count : count, .zoned = true };
	return text.len == 0;
}

static bool
read_excel(struct span text, struct reading *reading)
{
	uint64_t days;
	int64_t usec;

	if (digits_take(&text, 7, &days) == 0 || days < EXCEL_FIRST || days > EXCEL_LAST ||
	    !take_fraction(&text, USEC_PER_DAY, &usec))
		return false;
	usec = (usec + 500) / 1000 * 1000;
	*reading = (struct reading){
		.usec = (civil_days(1899, 12, 30) + (int64_t)days) * USEC_PER_DAY + usec,
		.day = usec == 0,
	};
	return text.len == 0;
}

bool
serialtime_read(const char *format, struct span text, struct reading *reading)
{
	for (size_t i = 0; i < EPOCHS; i++)
		if (strcmp(format, epochs[i].name) == 0)
			return read_epoch(i, text, reading);
	return read_excel(text, reading);
}
