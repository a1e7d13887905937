/* How many leads entered each stage on each day, and how many of them were new. */
#ifndef LF_DAILY_H
#define LF_DAILY_H

#include "history.h"

struct daily {
	struct days days; /* the history's, to the day of the as-of time */
	uint32_t stages;
	uint32_t *entered, *fresh; /* by day and stage */
};

void daily_init(struct daily *daily, const struct history *history, struct stays stays);
void daily_free(struct daily *daily);

/* Those days of them that there are. */
struct days daily_clip(const struct daily *daily, struct days days);
/* counts is daily->entered or daily->fresh; the days are those that there are. */
static inline const uint32_t *
daily_on(const struct daily *daily, const uint32_t *counts, int64_t day)
{
	return counts + (size_t)(day - daily->days.first) * (daily->stages + 1);
}

/* The entries into each stage on these days, as far as they are there. */
void daily_entries(const struct daily *daily, struct days days, double *entries);

/*
 * Writes the swing of each stage: how many times as much the entries of successive
 * weeks before `end` differ as Poisson counts would; at least 1. A trend hardly changes
 * the differences of neighbours (J. von Neumann and others, The mean square successive difference, Annals of
 * Mathematical Statistics 12, 1941, 153-162).
 */
void daily_swing(const struct daily *daily, int64_t end, double *swing);

#endif
