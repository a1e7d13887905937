#include "base/digits.h"

uint64_t
digits_take(struct span *text)
{
	uint64_t count = 0;

	while (text->len > 0 && *text->ptr >= '0' && *text->ptr <= '9') {
		if (__builtin_mul_overflow(count, 10, &count) ||
		    __builtin_add_overflow(count, (uint64_t)(*text->ptr - '0'), &count))
			return 0;
		*text = (struct span){ text->ptr + 1, text->len - 1 };
	}
	return count;
}

/* Eight digits from the end, and then those before them. */
size_t
digits_put_long(char to[DIGITS_MAX], uint64_t count)
{
	size_t len = digits_put(to, count / 100000000);

	digits_store(to + len,
	    digits_of((uint32_t)(count % 100000000)) | DIGITS_ZEROS);
	return len + 8;
}
