#include <strings.h>

#include "base/digits.h"
#include "time/civil.h"

#include "clocktext.h"

void
clocktext_fraction(struct span *text, int *usec)
{
	size_t digits = 0;
	int sum = 0;

	for (; digits < text->len && is_digit(text->ptr[digits]); digits++)
		if (digits < 6)
			sum = sum * 10 + (text->ptr[digits] - '0');
	*text = span_skip(*text, digits);
	for (; digits < 6; digits++)
		sum *= 10;
	*usec = sum;
}

bool
clocktext_offset(struct span *text, int64_t *east)
{
	bool west = text->len > 0 && text->ptr[0] == '-';
	uint64_t hours;
	uint64_t minutes = 0;

	*east = 0;
	if (span_take_char(text, 'Z'))
		return true;
	if (!span_take_char(text, '+') && !span_take_char(text, '-'))
		return false;
	if (digits_take(text, 2, &hours) != 2 || hours > 23)
		return false;
	if ((span_take_char(text, ':') || (text->len > 0 && is_digit(text->ptr[0]))) &&
	    (digits_take(text, 2, &minutes) != 2 || minutes > 59))
		return false;
	*east = (west ? -1 : 1) * (int64_t)(hours * 3600 + minutes * 60) * USEC_PER_SEC;
	return true;
}

bool
clocktext_utc(struct span *text)
{
	if (span_take_char(text, 'Z'))
		return true;
	if (text->len < 3 ||
	    (strncasecmp(text->ptr, "UTC", 3) != 0 &&
		strncasecmp(text->ptr, "GMT", 3) != 0))
		return false;
	*text = span_skip(*text, 3);
	return true;
}

/* The length of the blank that text begins with, or 0. */
static size_t
blank_length(struct span text)
{
	if (text.len == 0)
		return 0;
	if (text.ptr[0] == ' ' || text.ptr[0] == '\t')
		return 1;
	/* No-break ones, the narrow one too: their first bytes tell most texts from them. */
	if (text.len >= 2 && text.ptr[0] == '\xc2' && text.ptr[1] == '\xa0')
		return 2;
	if (text.len >= 3 && text.ptr[0] == '\xe2' &&
	    memcmp(text.ptr, "\xe2\x80\xaf", 3) == 0)
		return 3;
	return 0;
}

bool
clocktext_blanks(struct span *text)
{
	size_t before = text->len;
	size_t len;

	while ((len = blank_length(*text)) > 0)
		*text = span_skip(*text, len);
	return text->len < before;
}
