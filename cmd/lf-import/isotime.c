#include "base/digits.h"
#include "time/instant.h"

#include "clocktext.h"
#include "isotime.h"

static bool
take_date(struct span *text, struct civil *civil)
{
	return clocktext_number(text, 4, 4, 1, 9999, &civil->year) &&
	    span_take_char(text, '-') &&
	    clocktext_number(text, 2, 2, 1, 12, &civil->month) &&
	    span_take_char(text, '-') &&
	    clocktext_number(
		text, 2, 2, 1, civil_month_days(civil->year, civil->month), &civil->day);
}

static bool
take_clock(struct span *text, struct civil *civil)
{
	if (!clocktext_number(text, 1, 2, 0, 23, &civil->hour) ||
	    !span_take_char(text, ':') ||
	    !clocktext_number(text, 2, 2, 0, 59, &civil->minute))
		return false;
	if (!span_take_char(text, ':'))
		return true;
	if (!clocktext_number(text, 2, 2, 0, 59, &civil->second))
		return false;
	if (span_take_char(text, '.'))
		clocktext_fraction(text, &civil->usec);
	return true;
}

/* YYYY-MM-DDTHH:MM:SS at the start, which nearly all times have: looked up, not parsed. */
static bool
take_usual(struct instant_memo *memo, struct span *text, int64_t *usec)
{
	enum { USUAL = 19 };
	struct reason ignored;

	if (memo == NULL || text->len < USUAL || text->ptr[16] != ':' ||
	    (text->len > USUAL && is_digit(text->ptr[USUAL])) ||
	    instant_parse_row(memo, (struct span){ text->ptr, USUAL }, usec, &ignored) != 0)
		return false;
	*text = span_skip(*text, USUAL);
	return true;
}

/* A zone, after blanks or none. */
static bool
take_zone(struct span *text, struct reading *reading)
{
	int64_t east = 0;

	reading->zoned = true;
	clocktext_blanks(text);
	if (!clocktext_utc(text) && !clocktext_offset(text, &east))
		return false;
	reading->usec -= east;
	return text->len == 0;
}

bool
isotime_read(struct instant_memo *memo, struct span text, struct reading *reading)
{
	struct civil civil = { 0 };
	int usec = 0;

	*reading = (struct reading){ .day = false };
	if (take_usual(memo, &text, &reading->usec)) {
		if (span_take_char(&text, '.'))
			clocktext_fraction(&text, &usec);
		reading->usec += usec;
	} else {
		if (!take_date(&text, &civil))
			return false;
		reading->day = text.len == 0;
		if (!reading->day &&
		    ((!span_take_char(&text, 'T') && !clocktext_blanks(&text)) ||
			!take_clock(&text, &civil)))
			return false;
		reading->usec = civil_usec(&civil);
	}
	return text.len == 0 || take_zone(&text, reading);
}
