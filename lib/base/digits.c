#include "base/digits.h"

size_t
digits_take(struct span *text, size_t most, uint64_t *number)
{
	size_t len = 0;

	*number = 0;
	for (; len < most && len < text->len && is_digit(text->ptr[len]); len++)
		if (__builtin_mul_overflow(*number, 10, number) ||
		    __builtin_add_overflow(
			*number, (uint64_t)(text->ptr[len] - '0'), number)) {
			*number = 0;
			return 0;
		}
	*text = span_skip(*text, len);
	return len;
}

int
digits_take_fraction(struct span *text, uint32_t *usec)
{
	uint64_t number;
	size_t len = digits_take(text, 6, &number);

	if (len == 0)
		return -1;
	for (; len < 6; len++)
		number *= 10;
	*usec = (uint32_t)number;
	return 0;
}

/* The last eight digits, and before them the rest. */
size_t
digits_put_long(char to[DIGITS_MAX], uint64_t count)
{
	size_t len = digits_put(to, count / 100000000);

	digits_store(to + len, digits_of((uint32_t)(count % 100000000)) | DIGITS_ZEROS);
	return len + 8;
}
