/*
 * One forecast of several methods: each counts by how well it did at past origins.
 * Then how far it was off there tells how far it may be off.
 */
#ifndef LF_BLEND_H
#define LF_BLEND_H

#include "replay.h"

struct blend {
	const struct replay *replay;
	size_t memory; /* an origin learns from as many before it */
	double **mean; /* of each origin, by period and stage */
};

void blend_init(struct blend *blend, const struct replay *replay, size_t memory);
void blend_free(struct blend *blend);

/* The entries to expect, from that origin, in that period, into that stage. */
double blend_mean(const struct blend *blend, size_t origin, size_t period, uint32_t stage);
/* How far from `mean` of them they may be: the variance. */
double blend_variance(
    const struct blend *blend, size_t origin, size_t period, uint32_t stage, double mean);

#endif
