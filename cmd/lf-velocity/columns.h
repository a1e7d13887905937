/* What a report says of a set of durations: lf-velocity's columns from n on. */
#ifndef LF_COLUMNS_H
#define LF_COLUMNS_H

#include "base/list.h"
#include "report/durations.h"
#include "report/quantiles.h"
#include "tsv/out.h"

struct columns {
	int64_t unit; /* microseconds */
	struct list percentiles; /* as given */
	struct quantile *quantiles; /* the least, the percentiles, the greatest */
	bool with_open; /* there are open visits; without, their columns are empty */
};

/* From the values of --unit and --percentiles, NULL where not given; exits with STATUS_USAGE. */
void columns_setup(struct columns *figures, const char *unit, const char *percentiles);
void columns_free(struct columns *figures);

/* Writes the names of the columns, and the figures of a set, with TABs between them. */
void columns_put_header(const struct columns *figures, struct out *out);
void columns_put(const struct columns *figures, struct out *out, struct durations *set);

#endif
