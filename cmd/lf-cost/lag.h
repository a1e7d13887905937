/*
 * The lag: how long after it is spent money makes leads. It is a fixed number of
 * days, the mean or median age of leads at a stage, or the distribution of ages.
 */
#ifndef LF_LAG_H
#define LF_LAG_H

#include <stdint.h>

#include "base/diag.h"
#include "base/span.h"
#include "report/durations.h"

enum lag_kind { LAG_NONE, LAG_FIXED, LAG_MEAN, LAG_MEDIAN, LAG_SPREAD };

/* Of the `total` leads of a lag, `weight` came that many days after the money. */
struct lag_part {
	int64_t days, weight;
};

/* Starts as { 0 }, which is LAG_NONE. */
struct lag {
	enum lag_kind kind;
	struct span stage; /* whose ages; empty: those at the target */
	int64_t sla; /* microseconds, added to a mean or median */
	int64_t fixed; /* days */
	struct durations ages;
	struct lag_part *parts; /* in the order of days; one, but for LAG_SPREAD */
	size_t part_count;
	int64_t total; /* of the weights */
};

/* Parses whole days, mean[:STAGE] or median[:STAGE]. 0, or -1 and the reason. */
int lag_parse(struct lag *lag, const char *text, struct reason *why);
void lag_free(struct lag *lag);

/* Whether it is made from ages, which must be added before it is finished. */
bool lag_wants_ages(const struct lag *lag);
void lag_add_age(struct lag *lag, int64_t usec, uint64_t count);
/* Makes the parts, with days rounded half to even. 0, or -1 if there are no ages for it. */
int lag_finish(struct lag *lag);

#endif
