/* Times that something took, by the row of the report that they belong to. */
#ifndef LF_DELAYS_H
#define LF_DELAYS_H

#include <stdint.h>

#include "decimal.h"

struct delays;

struct delays *delays_new(void);
void delays_free(struct delays *delays);

void delays_add(struct delays *delays, int64_t period, uint32_t group, int64_t usec);
/* When all are there: puts them in order, for delays_sum. */
void delays_sort(struct delays *delays);

/* The fields are the point. */
struct delay_sum {
	int64_t count;
	int128 sum; /* microseconds */
	int128 twice_median; /* as R's type 7: the sum of the two in the middle */
};

/* What a row's delays come to. */
struct delay_sum delays_sum(const struct delays *delays, int64_t period, uint32_t group);

#endif
