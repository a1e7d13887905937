#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "base/buffersize.h"
#include "base/diag.h"
#include "base/digits.h"

/* Sums of a few sizes do not pass SIZE_MAX. */
#define MOST (SIZE_MAX / 4)

/* In bytes; 1 GiB if the system does not say. */
static uint64_t
machine_memory(void)
{
	long pages = sysconf(_SC_PHYS_PAGES);
	long page = sysconf(_SC_PAGESIZE);

	return pages > 0 && page > 0 ? (uint64_t)pages * (uint64_t)page : 1u << 30;
}

/* The bytes that the suffix of a size stands for, as sort(1) has them; 0 if it is none. */
static uint64_t
suffix_unit(struct span suffix)
{
	static const char suffixes[] = "bKMGTPE";
	const char *found;

	if (suffix.len == 0)
		return 1024;
	if (suffix.len > 1)
		return 0;
	if (*suffix.ptr == '%')
		return machine_memory() / 100;
	if (*suffix.ptr == 'k')
		return 1024;
	found = memchr(suffixes, *suffix.ptr, sizeof(suffixes) - 1);
	return found != NULL ? (uint64_t)1 << 10 * (found - suffixes) : 0;
}

size_t
buffersize(const char *text)
{
	struct span left = span_of(text != NULL ? text : "25%");
	uint64_t number, unit, bytes;

	if (digits_take(&left, left.len, &number) == 0 || (unit = suffix_unit(left)) == 0)
		diag_usage(
		    "--buffer-size: '%s' is not a size such as 500M, 2G or 50%%", text);
	if (__builtin_mul_overflow(number, unit, &bytes) || bytes > MOST)
		return MOST;
	return (size_t)bytes;
}
