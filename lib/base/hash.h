/*
 * Hashes of keys. They are seeded at random, in both factors of each product, so
 * that no keys can be chosen that collide whatever the seed.
 */
#ifndef LF_HASH_H
#define LF_HASH_H

#include <stdint.h>

#include "base/span.h"

/* A seed that is another in each run. */
uint64_t hash_seed(void);

/* The 128-bit product, folded: every bit of both takes part in every bit. */
static inline uint64_t
hash_mix(uint64_t a, uint64_t b)
{
	__extension__ unsigned __int128 product = (unsigned __int128)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* Two words of a key, where no word makes a factor 0 without the seed being known. */
static inline uint64_t
hash_words(uint64_t a, uint64_t b, uint64_t seed)
{
	return hash_mix(a ^ seed, b ^ 0xa0761d6478bd642fu ^ (seed << 32 | seed >> 32));
}

/* After Wang Yi's wyhash, for the short keys that leads have. */
static inline uint64_t
hash_key(struct span key, uint64_t seed)
{
	const char *at = key.ptr;
	size_t len = key.len;
	uint64_t a, b;

	while (len > SPAN_SHORT) {
		seed = hash_words(span_word(at, 8), span_word(at + 8, 8), seed);
		at += 16;
		len -= 16;
	}
	span_ends((struct span){ at, len }, &a, &b);
	return hash_mix(0xe7037ed1a0b428dbu ^ key.len, hash_words(a, b, seed));
}

/* The place of a word in a memo of 2^bits: Fibonacci hashing, after Knuth. */
static inline size_t
hash_slot(uint64_t word, unsigned bits)
{
	return word * UINT64_C(0x9e3779b97f4a7c15) >> (64 - bits);
}

#endif
