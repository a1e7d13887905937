/*
 * Random numbers: xoshiro256** 1.0 of Blackman and Vigna (ACM Trans. Math.
 * Softw. 47, 2021, 36), its state filled by their splitmix64 from the seed.
 * Integers alone: the same seed gives the same numbers everywhere.
 */
#ifndef LF_RNG_H
#define LF_RNG_H

#include <stdint.h>

__extension__ typedef unsigned __int128 uint128;

struct rng {
	uint64_t state[4];
};

void rng_seed(struct rng *rng, uint64_t seed);

static inline uint64_t
rng_rotate(uint64_t word, int left)
{
	return word << left | word >> (64 - left);
}

/* A number of 64 random bits. */
static inline uint64_t
rng_next(struct rng *rng)
{
	uint64_t *s = rng->state;
	uint64_t result = rng_rotate(s[1] * 5, 7) * 9;
	uint64_t shifted = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= shifted;
	s[3] = rng_rotate(s[3], 45);
	return result;
}

/*
 * A number from 0 to below - 1, each as likely as any other. below > 0.
 *
 * Lemire's method (ACM Trans. Model. Comput. Simul. 29, 2019, 3): no bias, few divisions.
 */
static inline uint64_t
rng_below(struct rng *rng, uint64_t below)
{
	uint128 product = (uint128)rng_next(rng) * below;

	if ((uint64_t)product < below) {
		uint64_t least = -below % below;

		while ((uint64_t)product < least)
			product = (uint128)rng_next(rng) * below;
	}
	return (uint64_t)(product >> 64);
}

#endif
