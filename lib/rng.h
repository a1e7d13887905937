/*
 * Random numbers: xoshiro256** 1.0 of Blackman and Vigna (ACM Trans. Math.
 * Softw. 47, 2021, 36), its state filled by their splitmix64 from the seed.
 * Integers alone: the same seed gives the same numbers everywhere.
 */
#ifndef LF_RNG_H
#define LF_RNG_H

#include <stdint.h>

struct rng {
	uint64_t state[4];
};

void rng_seed(struct rng *rng, uint64_t seed);
/* A number from 0 to below - 1, each as likely as any other. below > 0. */
uint64_t rng_below(struct rng *rng, uint64_t below);

#endif
