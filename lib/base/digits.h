/*
 * Decimal digits, parsed and written eight at a time, without a branch for each: they
 * stand in a 64-bit word whose lowest byte is the first digit, on every machine.
 */
#ifndef LF_DIGITS_H
#define LF_DIGITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/span.h"

#define DIGITS_ZEROS UINT64_C(0x3030303030303030) /* "00000000" */

static inline uint64_t
digits_load(const char *text)
{
	uint64_t word;

	/* Analyzers take text that has a length for NULL: NOLINTNEXTLINE */
	memcpy(&word, text, sizeof(word));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap64(word);
#endif
	return word;
}

static inline void
digits_store(char *to, uint64_t word)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap64(word);
#endif
	memcpy(to, &word, sizeof(word));
}

/*
 * Whether any byte of word is too large. word is text with the bytes of a pattern of
 * zeros, such as "00:00:00", xored out; each byte of limits is 0x7f less the largest
 * value allowed there.
 */
static inline bool
digits_exceed(uint64_t word, uint64_t limits)
{
	return (((word + limits) | word) & UINT64_C(0x8080808080808080)) != 0;
}

/* For bytes of 0 to 9: puts into each the number that it makes with the next. */
static inline uint64_t
digits_pairs(uint64_t word)
{
	return word * 10 + (word >> 8);
}

/* The number that eight bytes of 0 to 9 make. */
static inline uint32_t
digits_number(uint64_t word)
{
	uint64_t twos = digits_pairs(word) & UINT64_C(0x00ff00ff00ff00ff);
	uint64_t fours = twos * 100 + (twos >> 16);

	return (uint32_t)(fours & 0xffff) * 10000 + (uint32_t)(fours >> 32 & 0xffff);
}

static inline bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/*
 * Takes up to `most` digits off the front of *text; returns how many, and the number
 * that they make. If there are none, or the number needs more than 64 bits, it takes
 * nothing, returns 0 and sets *number to 0.
 */
size_t digits_take(struct span *text, size_t most, uint64_t *number);
/* Takes up to six digits, the decimals of a second, as microseconds. 0, or -1 if none. */
int digits_take_fraction(struct span *text, uint32_t *usec);

enum { DIGITS_MAX = 20 }; /* of a 64-bit number */

/* digits_put for 10^8 and more. */
size_t digits_put_long(char to[DIGITS_MAX], uint64_t count);

/* A count below 10^8 as eight bytes of 0 to 9. */
static inline uint64_t
digits_of(uint32_t count)
{
	/* Into two parts of four digits, four of two, eight of one: after Paul Khuong. */
	uint64_t fours = count / 10000 + ((uint64_t)(count % 10000) << 32);
	uint64_t hundreds = (fours * 10486 >> 20) & UINT64_C(0x7f0000007f);
	uint64_t twos = hundreds + ((fours - hundreds * 100) << 16);
	uint64_t tens = (twos * 103 >> 10) & UINT64_C(0x000f000f000f000f);

	return tens + ((twos - tens * 10) << 8);
}

/* Writes a count in decimal, in room for DIGITS_MAX bytes; returns its length. */
static inline size_t
digits_put(char to[DIGITS_MAX], uint64_t count)
{
	uint64_t digits;
	int zeros;

	if (count < 10) {
		*to = (char)('0' + count);
		return 1;
	}
	if (count >= 100000000)
		return digits_put_long(to, count);
	digits = digits_of((uint32_t)count);
	zeros = __builtin_ctzll(digits) / 8;
	digits_store(to, (digits | DIGITS_ZEROS) >> 8 * zeros);
	return 8 - (size_t)zeros;
}

/* Writes a fraction of a second, .5 or .123456, nothing for 0; returns its length. */
static inline size_t
digits_put_fraction(char to[9], uint32_t usec)
{
	uint64_t digits;

	if (usec == 0)
		return 0;
	digits = digits_of(usec) >> 16;
	*to = '.';
	digits_store(to + 1, digits | DIGITS_ZEROS);
	return 9 - (size_t)__builtin_clzll(digits) / 8;
}

#endif
