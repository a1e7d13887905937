/*
 * The chance that a lead leaves its stage at an age, by the stage it goes to: the
 * hazards of competing exits, learnt from what a window has seen.
 */
#ifndef LF_CHANCES_H
#define LF_CHANCES_H

#include "exits.h"

/* Of a stage. leave and stay are NULL where leads never left. */
struct chances {
	const struct ways *ways;
	size_t ages;
	double *leave; /* by age and way */
	double *stay; /* by age: what is left */
};

/*
 * Of each stage; to be freed.
 *
 * Ages are grouped into bands, two for each doubling: 0, 1, 2, 3, 4-5, 6-7, 8-11 ...
 * The chance in a band is (1 + exits) / (1 / guess + days), the mean of a gamma
 * distribution whose prior has the weight of one exit (a gamma prior of Poisson
 * counts: Gelman and others, Bayesian Data Analysis, 3rd ed., 2013, 2.6). The guess
 * is the chance in the band before, times how that of all stages together changes
 * from that band to this one. Within a band the ages are treated in the same way,
 * with the band's chance as the guess. Ways are shared out likewise.
 */
struct chances *chances_learn(const struct exits *exits, size_t window);
void chances_free(struct chances *chances, uint32_t stages);

/* Visits older than all that were seen are like the oldest. */
static inline size_t
chances_age(const struct chances *chances, size_t age)
{
	return age < chances->ages ? age : chances->ages - 1;
}

#endif
