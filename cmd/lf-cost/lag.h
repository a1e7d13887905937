/*
 * How long after it is spent money makes leads: a fixed number of days, the
 * mean or median age of leads at a stage, or the distribution of those ages.
 */
#ifndef LF_LAG_H
#define LF_LAG_H

#include <stdint.h>

#include "base/diag.h"
#include "base/span.h"

enum lag_kind { LAG_NONE, LAG_FIXED, LAG_MEAN, LAG_MEDIAN, LAG_SPREAD };

/* weight of `total` leads came so many days after the money. */
struct lag_part {
	int64_t days, weight;
};

/* The fields are the point. Starts as { 0 }, which is LAG_NONE. */
struct lag {
	enum lag_kind kind;
	struct span stage; /* whose ages; empty for the report's target */
	int64_t sla; /* microseconds to add to a mean or median */
	int64_t fixed; /* days */
	int64_t *ages; /* microseconds */
	size_t age_count, age_room;
	struct lag_part *parts; /* by days; one part unless it is LAG_SPREAD */
	size_t part_count;
	int64_t total; /* of the weights */
};

/* Whole days, mean or median, which :STAGE may follow. 0, or -1 and the reason. */
int lag_parse(struct lag *lag, const char *text, struct reason *why);
void lag_free(struct lag *lag);

/* Whether ages are to be added. */
bool lag_wants_ages(const struct lag *lag);
void lag_add_age(struct lag *lag, int64_t usec);
/*
 * Makes the parts, whose days are rounded half to even. 0, or -1 where there
 * are no ages to make them of.
 */
int lag_finish(struct lag *lag);

#endif
