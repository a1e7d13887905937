/* The columns of lf-velocity from n on, for a set of durations. */
#ifndef LF_COLUMNS_H
#define LF_COLUMNS_H

#include "base/list.h"
#include "report/durations.h"
#include "report/quantiles.h"
#include "time/duration.h"
#include "tsv/out.h"

struct columns {
	int64_t unit; /* microseconds */
	struct list percentiles; /* as given */
	struct quantile *quantiles; /* minimum, percentiles, maximum */
	bool with_open; /* open visits have a place; if not, their columns are empty */
};

/* Takes --unit and --percentiles, or NULL; exits with STATUS_USAGE if one is wrong. */
void columns_setup(struct columns *columns, struct measure measure, const char *unit,
    const char *percentiles);
void columns_free(struct columns *columns);

/* Writes the names of the columns, and those of a set, with TABs between them. */
void columns_put_header(const struct columns *columns, struct out *out);
void columns_put(const struct columns *columns, struct out *out, struct durations *set);

#endif
