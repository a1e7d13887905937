#include <string.h>

#include "base/decimal.h"
#include "base/digits.h"

static int128
power_of_ten(int exponent)
{
	int128 power = 1;

	while (exponent-- > 0)
		power *= 10;
	return power;
}

static int
not_a_number(struct span text, struct reason *why)
{
	if (text.len == 0)
		return fail(why, "is empty where a number is needed");
	if (memchr(text.ptr, ',', text.len) != NULL)
		return fail_quoted(why, text, "is not a number: decimals stand after a point");
	return fail_quoted(why, text, "is not a number");
}

static int
too_long(struct span text, struct reason *why)
{
	return fail_quoted(
	    why, text, "has more digits than fit (20 before the point, 18 after)");
}

int
decimal_parse(struct span text, int128 *value, int *places, struct reason *why)
{
	const char *at = text.ptr;
	const char *end = text.ptr + text.len;
	bool negative = at < end && *at == '-';
	bool point = false;
	int digits = 0;
	int after = 0; /* digits after the point */
	int128 sum = 0;

	if (at < end && (*at == '-' || *at == '+'))
		at++;
	for (; at < end; at++) {
		if (*at == '.' && !point) {
			point = true;
			continue;
		}
		if (!is_digit(*at))
			return not_a_number(text, why);
		digits++;
		after += point;
		if (after > DECIMAL_PLACES && *at == '0') {
			after--;
			continue;
		}
		if (after > DECIMAL_PLACES || __builtin_mul_overflow(sum, 10, &sum) ||
		    __builtin_add_overflow(sum, *at - '0', &sum))
			return too_long(text, why);
	}
	if (digits == 0 || (point && after == 0))
		return not_a_number(text, why);
	if (__builtin_mul_overflow(sum, power_of_ten(DECIMAL_PLACES - after), &sum))
		return too_long(text, why);
	*value = negative ? -sum : sum;
	*places = after;
	return 0;
}

static int
fail_sum(struct reason *why)
{
	return fail(why, "the sum has more than 20 digits before the point");
}

int
decimal_add(int128 *sum, int128 value, struct reason *why)
{
	return __builtin_add_overflow(*sum, value, sum) ? fail_sum(why) : 0;
}

int
decimal_subtract(int128 *sum, int128 value, struct reason *why)
{
	return __builtin_sub_overflow(*sum, value, sum) ? fail_sum(why) : 0;
}

int128
ratio_round(int128 num, int128 den)
{
	int128 whole = num / den;
	int128 rest = num % den;
	int128 size = rest < 0 ? -rest : rest;

	/* Not twice size against den: twice size might not fit. */
	if (size > den - size || (size == den - size && whole % 2 != 0))
		whole += num < 0 ? -1 : 1;
	return whole;
}

/* value counts units of 10^-places. */
static size_t
scaled_format(char buf[DECIMAL_TEXT_MAX], int128 value, int places)
{
	char backwards[DECIMAL_TEXT_MAX];
	size_t after = (size_t)places;
	size_t least = after > 0 ? after + 2 : 1; /* as in 0.00 */
	size_t count = 0;
	size_t len = 0;

	if (value < 0)
		buf[len++] = '-';
	for (; value != 0 || count < least; value /= 10) {
		int digit = (int)(value % 10);

		backwards[count++] = (char)('0' + (digit < 0 ? -digit : digit));
		if (count == after)
			backwards[count++] = '.';
	}
	while (count > 0)
		buf[len++] = backwards[--count];
	return len;
}

size_t
ratio_format(char buf[DECIMAL_TEXT_MAX], int128 num, int128 den, int places)
{
	return scaled_format(buf, ratio_round(num * power_of_ten(places), den), places);
}

int128
decimal_unit(int places)
{
	return power_of_ten(DECIMAL_PLACES - places);
}

size_t
decimal_format_quotient(char buf[DECIMAL_TEXT_MAX], int128 value, int64_t count, int places)
{
	return scaled_format(buf, ratio_round(value, count * decimal_unit(places)), places);
}

size_t
decimal_format(char buf[DECIMAL_TEXT_MAX], int128 value, int places)
{
	return decimal_format_quotient(buf, value, 1, places);
}
