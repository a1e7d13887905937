/*
 * A radix sort that takes the lowest digit first. It is inline, so that size and
 * bits are constants where it is called.
 */
#ifndef LF_RADIX_H
#define LF_RADIX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
	RADIX_BITS = 9, /* of a digit */
	RADIX = 1 << RADIX_BITS,
};

/* A digit of the number that a thing begins with: uint32_t up to 32 bits, else uint64_t. */
static inline size_t
radix_digit(const char *thing, unsigned bits, unsigned bit)
{
	uint32_t small;
	uint64_t number;

	if (bits <= 32) {
		memcpy(&small, thing, sizeof(small));
		return small >> bit & (RADIX - 1);
	}
	memcpy(&number, thing, sizeof(number));
	return number >> bit & (RADIX - 1);
}

/* Copies things in the order of the digit at that bit; false if all have the same one. */
static inline bool
radix_pass(const char *from, char *to, size_t count, size_t size, unsigned bits, unsigned bit)
{
	size_t places[RADIX] = { 0 };
	size_t place = 0;

	for (size_t i = 0; i < count; i++)
		places[radix_digit(from + i * size, bits, bit)]++;
	if (places[radix_digit(from, bits, bit)] == count)
		return false;
	for (size_t i = 0; i < RADIX; i++) {
		size_t here = places[i];

		places[i] = place;
		place += here;
	}
	for (size_t i = 0; i < count; i++, from += size)
		memcpy(to + places[radix_digit(from, bits, bit)]++ * size, from, size);
	return true;
}

/*
 * Sorts count things of size bytes by the number that each begins with, which has
 * bits bits at most. Returns where they are then: things or spare, which has the
 * same room.
 */
static inline void *
radix_sort(void *things, void *spare, size_t count, size_t size, unsigned bits)
{
	char *from = things;
	char *to = spare;

	for (unsigned bit = 0; bit < bits && count > 0; bit += RADIX_BITS) {
		char *swap = from;

		if (radix_pass(from, to, count, size, bits, bit)) {
			from = to;
			to = swap;
		}
	}
	return from;
}

#endif
