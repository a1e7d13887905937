/* The columns of lf-funnel after the stage, for a step of a cohort. */
#ifndef LF_COLUMNS_H
#define LF_COLUMNS_H

#include "base/list.h"
#include "report/amounts.h"
#include "report/durations.h"
#include "report/quantiles.h"
#include "time/duration.h"
#include "tsv/out.h"

/* A duration of --within, and its leads in a cell: observed, and reached within it. */
struct within {
	int64_t observed, reached;
	int128 observed_sum, reached_sum; /* of --sum */
};

/* A step of a cohort: leads that entered, which is to say that reached the step before. */
struct cell {
	int64_t entered;
	int64_t gone; /* of those that are not there */
	int128 entered_sum, reached_sum; /* of --sum; of the first step, only the latter */
	/* Time to this step; open for those that are not there. With --within, it is empty. */
	struct durations times;
	struct within within[]; /* one for each duration */
};

struct columns {
	int64_t unit; /* microseconds */
	struct list percentiles; /* as given */
	struct quantile *quantiles;
	bool know_ends; /* there is a stage table */
	struct list within; /* as given; may be empty */
	int64_t *limits; /* the same in microseconds */
};

/*
 * Takes --unit, --percentiles, --within, or NULL, with days of that measure; exits with
 * STATUS_USAGE if one is wrong.
 */
void columns_setup(struct columns *columns, struct measure measure, const char *unit,
    const char *percentiles, const char *within);
void columns_free(struct columns *columns);

/* Writes the names of the columns, with TABs between them. */
void columns_put_header(const struct columns *columns, struct out *out);
/* Those of the first step, where `came` leads of the cohort came in. */
void columns_put_first(const struct columns *columns, struct out *out, int64_t came);
/* Those of a later step. */
void columns_put(
    const struct columns *columns, struct out *out, struct cell *cell, int64_t came);
/* Those of a later step for the duration at that place of --within. */
void columns_put_within(
    const struct columns *columns, struct out *out, const struct cell *cell, size_t at);

/* The names of the sums, and the sums of a step, with a TAB before each; at is as above. */
void columns_put_sums_header(const struct columns *columns, struct out *out);
void columns_put_sums(const struct columns *columns, struct out *out,
    const struct amounts *amounts, const struct cell *cell, int step, size_t at);

#endif
