/*
 * The 95 % interval of a share. The formula is from E. B. Wilson, Probable
 * inference, the law of succession, and statistical inference, JASA 22 (1927),
 * 209-212.
 */
#ifndef LF_WILSON_H
#define LF_WILSON_H

#include <stdint.h>

#include "tsv/out.h"

struct interval {
	double low, high;
};

/* The interval of count in n; its bounds are not numbers if n is 0. */
struct interval wilson_interval(double count, double n);
/* Writes its bounds with a TAB between them; missing values if n is 0. */
void wilson_put(struct out *out, int64_t count, int64_t n);

#endif
