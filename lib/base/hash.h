/*
 * Hashes of keys. They are seeded at random, and the seed is in both factors of each
 * product: nobody can choose keys that collide under every seed.
 */
#ifndef LF_HASH_H
#define LF_HASH_H

#include <stdint.h>

#include "base/span.h"

/* A seed that differs from run to run. */
uint64_t hash_seed(void);

/* The two halves of the 128-bit product, xored: every bit of a and b counts. */
static inline uint64_t
hash_mix(uint64_t a, uint64_t b)
{
	__extension__ unsigned __int128 product = (unsigned __int128)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* Two words of a key. Only someone who knows the seed can make a factor 0. */
static inline uint64_t
hash_words(uint64_t a, uint64_t b, uint64_t seed)
{
	return hash_mix(a ^ seed, b ^ 0xa0761d6478bd642fu ^ (seed << 32 | seed >> 32));
}

/* After Wang Yi's wyhash, cut down for short keys such as leads. */
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

/* The slot of a word in a table of 2^bits: Fibonacci hashing, after Knuth. */
static inline size_t
hash_slot(uint64_t word, unsigned bits)
{
	return word * UINT64_C(0x9e3779b97f4a7c15) >> (64 - bits);
}

#endif
