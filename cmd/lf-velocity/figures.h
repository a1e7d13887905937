/* What a report says of a set of durations: lf-velocity's columns from n on. */
#ifndef LF_FIGURES_H
#define LF_FIGURES_H

#include "report/durations.h"
#include "report/spread.h"
#include "tsv/options.h"
#include "tsv/out.h"

struct figures {
	int64_t unit; /* microseconds */
	struct list percentiles; /* as given */
	struct quantile *quantiles; /* the least, the percentiles, the greatest */
	bool with_open; /* there are open visits; without, their columns are empty */
};

/* From the values of --unit and --percentiles, NULL where not given; exits with STATUS_USAGE. */
void figures_setup(struct figures *figures, const char *unit, const char *percentiles);
void figures_free(struct figures *figures);

/* Writes the names of the columns, and the figures of a set, with TABs between them. */
void figures_put_header(const struct figures *figures, struct out *out);
void figures_put(const struct figures *figures, struct out *out, struct durations *set);

#endif
