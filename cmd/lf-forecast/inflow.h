/* New leads: those of days gone by, which days to come repeat. */
#ifndef LF_INFLOW_H
#define LF_INFLOW_H

#include "history.h"
#include "rng.h"

/*
 * The new leads of some days. A day to come repeats one of them, drawn at
 * random; one of its own weekday if they are four weeks or more.
 */
struct inflow {
	struct days days;
	size_t step; /* 7: of the same weekday; 1: any */
	uint32_t stages;
	uint32_t *fresh; /* the new leads of each day and stage */
	size_t *drawn; /* for each of the days, the one that stands for it in a run */
};

void inflow_init(struct inflow *inflow, const struct history *history, struct days days);
void inflow_free(struct inflow *inflow);

/* The new leads to expect on a day to come, in a stage. */
double inflow_expected(const struct inflow *inflow, int64_t day, uint32_t stage);

/* For a run, draws the days to repeat from themselves (see exits_learn). */
void inflow_redraw(struct inflow *inflow, struct rng *rng);
/* The new leads of a day of that run, by stage. */
const uint32_t *inflow_draw(const struct inflow *inflow, struct rng *rng, int64_t day);

#endif
