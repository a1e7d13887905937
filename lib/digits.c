#include "digits.h"

/* Eight digits from the end, and then those before them. */
size_t
digits_put_long(char to[DIGITS_MAX], uint64_t count)
{
	size_t len = digits_put(to, count / 100000000);

	digits_store(to + len,
	    digits_of((uint32_t)(count % 100000000)) | DIGITS_ZEROS);
	return len + 8;
}
