/*
 * Exact decimals: what is read is written as it stood, sums are sums, and quotients are
 * rounded half to even. Each line is a decimal, and is added to and divided by the next.
 */
#include <stdint.h>
#include <stdlib.h>

#include "base/decimal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
expect(bool truth)
{
	if (!truth)
		abort();
}

/*
 * The decimal without a plus, with a digit before the point, but no zero that it does not
 * need, and with that many places.
 */
static struct span
shortest(char *buf, struct span text, int places)
{
	bool minus = span_take_char(&text, '-');
	const char *point = memchr(text.ptr, '.', text.len);
	size_t len = 0;

	if (!minus)
		span_take_char(&text, '+');
	if (point != NULL)
		text.len = (size_t)(point + 1 + places - text.ptr);
	while (text.len > 1 && text.ptr[0] == '0' && text.ptr[1] != '.')
		text = span_skip(text, 1);
	for (size_t i = 0; i < text.len && minus; i++)
		if (text.ptr[i] >= '1' && text.ptr[i] <= '9') {
			buf[len++] = '-';
			break;
		}
	expect(text.len + len + 1 < DECIMAL_TEXT_MAX);
	if (*text.ptr == '.')
		buf[len++] = '0';
	memcpy(buf + len, text.ptr, text.len);
	return (struct span){ buf, len + text.len };
}

static bool
check_decimal(struct span text, int128 *value)
{
	char buf[DECIMAL_TEXT_MAX], wanted[DECIMAL_TEXT_MAX];
	struct reason why = { "" };
	int places = -1;

	if (decimal_parse(text, value, &places, &why) != 0) {
		expect(why.text[0] != '\0');
		return false;
	}
	expect(places >= 0 && places <= DECIMAL_PLACES);
	expect(span_equal(shortest(wanted, text, places),
	    (struct span){ buf, decimal_format(buf, *value, places) }));
	return true;
}

/* The quotient's error is at most half, and exactly half only next to an even one. */
static void
check_quotient(int128 num, int128 den)
{
	__extension__ typedef unsigned __int128 uint128;
	int128 whole, rest;

	if (den == 0)
		return;
	if (den < 0) {
		num = -num;
		den = -den;
	}
	whole = ratio_round(num, den);
	/* The product may not fit, but the difference does. */
	rest = (int128)((uint128)num - (uint128)whole * (uint128)den);
	if (rest < 0)
		rest = -rest;
	expect((uint128)rest * 2 < (uint128)den ||
	    ((uint128)rest * 2 == (uint128)den && whole % 2 == 0));
}

static void
check_pair(int128 a, int128 b)
{
	struct reason why = { "" };
	int128 sum = a;

	if (decimal_add(&sum, b, &why) == 0)
		expect(sum - b == a);
	else
		expect(why.text[0] != '\0');
	check_quotient(a, b);
	check_quotient(b, a);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span left = { (const char *)data, size };
	struct span line;
	int128 value, before = 0;

	if (size == 0)
		return 0;
	while (span_take(&left, '\n', &line)) {
		if (!check_decimal(line, &value))
			continue;
		check_pair(value, before);
		before = value;
	}
	return 0;
}
