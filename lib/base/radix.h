/*
 * A radix sort that takes the lowest digit first. It is inline, so that size and
 * bits are constants where it is called.
 */
#ifndef LF_RADIX_H
#define LF_RADIX_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
	RADIX_BITS = 9, /* of a digit */
	RADIX = 1 << RADIX_BITS,
	RADIX_DIGITS = 64 / RADIX_BITS + 1, /* of a number, at most */
};

/* A digit of the number that a thing begins with: uint32_t up to 32 bits, else uint64_t. */
static inline size_t
radix_digit(const char *thing, unsigned bits, unsigned digit)
{
	uint32_t small;
	uint64_t number;

	if (bits <= 32) {
		memcpy(&small, thing, sizeof(small));
		number = small;
	} else {
		memcpy(&number, thing, sizeof(number));
	}
	return number >> digit * RADIX_BITS & (RADIX - 1);
}

/* Copies things in the order of a digit; counts has how many things have each value of it. */
static inline void
radix_pass(const char *from, char *to, size_t count, size_t size, unsigned bits,
    unsigned digit, const size_t counts[RADIX])
{
	size_t places[RADIX];
	size_t place = 0;

	for (size_t i = 0; i < RADIX; i++) {
		places[i] = place;
		place += counts[i];
	}
	for (size_t i = 0; i < count; i++, from += size)
		memcpy(to + places[radix_digit(from, bits, digit)]++ * size, from, size);
}

/*
 * Sorts count things of size bytes by the number that each begins with, which has
 * bits bits at most. Returns where they are then: things or spare, which has the
 * same room.
 */
static inline void *
radix_sort(void *things, void *spare, size_t count, size_t size, unsigned bits)
{
	size_t counts[RADIX_DIGITS][RADIX];
	unsigned digits = (bits + RADIX_BITS - 1) / RADIX_BITS;
	char *from = things;
	char *to = spare;

	memset(counts, 0, digits * sizeof(*counts));
	for (size_t i = 0; i < count; i++)
		for (unsigned digit = 0; digit < digits; digit++)
			counts[digit][radix_digit(from + i * size, bits, digit)]++;
	for (unsigned digit = 0; digit < digits && count > 0; digit++) {
		char *swap = from;

		/* Where all have the same digit, they are in order. */
		if (counts[digit][radix_digit(from, bits, digit)] == count)
			continue;
		radix_pass(from, to, count, size, bits, digit, counts[digit]);
		from = to;
		to = swap;
	}
	return from;
}

#endif
