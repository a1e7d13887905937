/* Hashes of keys, seeded, so that no input can be made whose keys collide. */
#ifndef LF_HASH_H
#define LF_HASH_H

#include <stdint.h>

#include "span.h"

/* A seed that is another in each run. */
uint64_t hash_seed(void);

/* The 128-bit product, folded: every bit of both takes part in every bit. */
static inline uint64_t
hash_mix(uint64_t a, uint64_t b)
{
	__extension__ unsigned __int128 product = (unsigned __int128)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* After Wang Yi's wyhash, for the short keys that leads have. */
static inline uint64_t
hash_key(struct span key, uint64_t seed)
{
	const uint64_t k1 = 0xa0761d6478bd642fu;
	const uint64_t k2 = 0xe7037ed1a0b428dbu;
	const char *at = key.ptr;
	size_t len = key.len;
	uint64_t a, b;

	while (len > SPAN_SHORT) {
		seed = hash_mix(span_word(at, 8) ^ k1, span_word(at + 8, 8) ^ seed);
		at += 16;
		len -= 16;
	}
	span_ends((struct span){ at, len }, &a, &b);
	return hash_mix(k2 ^ key.len, hash_mix(a ^ k1, b ^ seed));
}

#endif
