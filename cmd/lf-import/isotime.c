#include "base/digits.h"
#include "time/instant.h"

#include "clocktext.h"
#include "isotime.h"

/* Takes a number of at least least and at most most digits, from min to max. */
static bool
take_number(struct span *text, size_t least, size_t most, int min, int max, int *number)
{
	uint64_t value;

	if (digits_take(text, most, &value) < least)
		return false;
	*number = (int)value;
	return *number >= min && *number <= max;
}

static bool
take_date(struct span *text, struct civil *civil)
{
	return take_number(text, 4, 4, 1, 9999, &civil->year) && span_take_char(text, '-') &&
	    take_number(text, 2, 2, 1, 12, &civil->month) && span_take_char(text, '-') &&
	    take_number(text, 2, 2, 1, civil_month_days(civil->year, civil->month),
		&civil->day);
}

static bool
take_clock(struct span *text, struct civil *civil)
{
	if (!take_number(text, 1, 2, 0, 23, &civil->hour) || !span_take_char(text, ':') ||
	    !take_number(text, 2, 2, 0, 59, &civil->minute))
		return false;
	if (!span_take_char(text, ':'))
		return true;
	if (!take_number(text, 2, 2, 0, 59, &civil->second))
		return false;
	if (span_take_char(text, '.'))
		clocktext_fraction(text, &civil->usec);
	return true;
}

bool
isotime_read(struct span text, struct reading *reading)
{
	struct civil civil = { 0 };
	int64_t east = 0;

	if (!take_date(&text, &civil))
		return false;
	*reading = (struct reading){ .day = text.len == 0 };
	if (!reading->day) {
		if (!span_take_char(&text, 'T') && !clocktext_blanks(&text))
			return false;
		if (!take_clock(&text, &civil))
			return false;
		reading->zoned = text.len > 0;
		clocktext_blanks(&text);
		if (reading->zoned && !clocktext_utc(&text) && !clocktext_offset(&text, &east))
			return false;
	}
	reading->usec = civil_usec(&civil) - east;
	return text.len == 0;
}
