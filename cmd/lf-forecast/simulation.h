/* Futures: draws of how many entries there may be, and their quantiles. */
#ifndef LF_SIMULATION_H
#define LF_SIMULATION_H

#include "rng.h"

enum { QUANTILES = 3 };

/*
 * Draws `runs` counts with this mean and, as far as whole numbers can have it, this
 * variance, and finds the least counts that 15, 50 and 85 % of them do not exceed.
 *
 * The distribution is the one of Panjer's class that has them (H. H. Panjer, Recursive
 * evaluation of a family of compound distributions, ASTIN Bulletin 12, 1981, 22-26):
 * negative binomial where the variance is above the mean, Poisson where it is the
 * same, binomial where it is below.
 */
void simulate(struct rng *rng, size_t runs, double mean, double variance,
    uint64_t quantiles[QUANTILES]);

#endif
