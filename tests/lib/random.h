/* Random numbers: the same seed gives the same numbers on every machine. */
#ifndef LF_RANDOM_H
#define LF_RANDOM_H

#include <stdint.h>

/* SplitMix64 (Steele, Lea and Flood 2014): a counter, and a hash of it. */
static inline uint64_t
random_next(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

/* 0 to bound - 1. Some are likelier by about 2^-32, which does not matter here. */
static inline int
random_below(uint64_t *state, uint32_t bound)
{
	return (int)((random_next(state) >> 32) * bound >> 32);
}

/* min to max, both included. */
static inline int
random_from(uint64_t *state, int min, int max)
{
	return min + random_below(state, (uint32_t)(max - min + 1));
}

#endif
