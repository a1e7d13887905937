/* Parts of times that formats and ISO 8601 share. */
#ifndef LF_CLOCKTEXT_H
#define LF_CLOCKTEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/digits.h"
#include "base/span.h"

/* Takes a number of at least least and at most most digits, up to nine, from min to max. */
static inline bool
clocktext_number(
    struct span *text, size_t least, size_t most, int min, int max, int *number)
{
	size_t digits = 0;
	int sum = 0;

	for (; digits < most && digits < text->len && is_digit(text->ptr[digits]); digits++)
		sum = sum * 10 + (text->ptr[digits] - '0');
	*text = span_skip(*text, digits);
	*number = sum;
	return digits >= least && sum >= min && sum <= max;
}

/* Takes the digits of a fraction of a second; what is finer than microseconds is cut. */
void clocktext_fraction(struct span *text, int *usec);
/* Takes Z, +01:00, +0100 or +01, as microseconds east of UTC. */
bool clocktext_offset(struct span *text, int64_t *east);
/* Takes UTC, GMT or Z. Other abbreviations name no zone: CST is three of them. */
bool clocktext_utc(struct span *text);
/* Takes one or more blanks; some exports have no-break ones before AM and PM. */
bool clocktext_blanks(struct span *text);

#endif
