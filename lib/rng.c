#include "rng.h"

__extension__ typedef unsigned __int128 uint128;

void
rng_seed(struct rng *rng, uint64_t seed)
{
	for (int i = 0; i < 4; i++) {
		uint64_t z = seed += 0x9e3779b97f4a7c15u;

		z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
		z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
		rng->state[i] = z ^ (z >> 31);
	}
}

static uint64_t
rotate(uint64_t word, int left)
{
	return word << left | word >> (64 - left);
}

/* A number of 64 random bits. */
static uint64_t
rng_next(struct rng *rng)
{
	uint64_t *s = rng->state;
	uint64_t result = rotate(s[1] * 5, 7) * 9;
	uint64_t shifted = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= shifted;
	s[3] = rotate(s[3], 45);
	return result;
}

/* Lemire's method (ACM Trans. Model. Comput. Simul. 29, 2019, 3): no bias, few divisions. */
uint64_t
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
