/*
 * The random numbers of lf-forecast, for its tests: the state that the seed 1234567 makes,
 * then what comes after the state 1, 2, 3, 4.
 */
#include <inttypes.h>
#include <stdio.h>

#include "lf-forecast/rng.h"

int
main(void)
{
	struct rng seeded, counted = { { 1, 2, 3, 4 } };

	rng_seed(&seeded, 1234567);
	for (int i = 0; i < 4; i++)
		printf("%" PRIu64 "\n", seeded.state[i]);
	for (int i = 0; i < 10; i++)
		printf("%" PRIu64 "\n", rng_next(&counted));
	return 0;
}
