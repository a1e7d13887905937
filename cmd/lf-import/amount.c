#include "amount.h"

/*
 * Copies text without the commas between its thousands; 0 where they stand
 * elsewhere, or where it does not fit.
 */
static size_t
without_commas(char buf[DECIMAL_TEXT_MAX], struct span text)
{
	size_t len = 0;
	size_t digits = 0; /* since the last comma, or the start */
	bool commas = false;
	size_t i = 0;

	for (; i < text.len && text.ptr[i] != '.'; i++) {
		char c = text.ptr[i];

		if (len == DECIMAL_TEXT_MAX)
			return 0;
		if (c == ',') {
			if (digits == 0 || digits > 3 || (commas && digits != 3))
				return 0;
			commas = true;
			digits = 0;
			continue;
		}
		digits += c >= '0' && c <= '9';
		buf[len++] = c;
	}
	if (commas && digits != 3)
		return 0;
	if (len + text.len - i > DECIMAL_TEXT_MAX)
		return 0;
	memcpy(buf + len, text.ptr + i, text.len - i);
	return len + text.len - i;
}

/* Without zeros at the end of what is behind the point. */
static size_t
trim_zeros(const char *text, size_t len)
{
	while (text[len - 1] == '0')
		len--;
	return text[len - 1] == '.' ? len - 1 : len;
}

size_t
amount_format(
    char buf[DECIMAL_TEXT_MAX], struct span text, int64_t divisor, struct reason *why)
{
	char plain[DECIMAL_TEXT_MAX];
	char quoted[QUOTED_MAX];
	size_t len = without_commas(plain, text);
	int128 value;
	int places;

	/* Some connectors write 144. for 144. */
	if (len > 1 && plain[len - 1] == '.')
		len--;
	if (text.len > 0 && len == 0) {
		fail(why, "%s is not an amount", quote(quoted, text));
		return 0;
	}
	if (decimal_parse((struct span){ plain, len }, &value, &places, why) != 0)
		return 0;
	if (divisor == 1)
		return decimal_format(buf, value, places);
	value = ratio_round(value, divisor);
	return trim_zeros(buf, decimal_format(buf, value, DECIMAL_PLACES));
}
