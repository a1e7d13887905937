/* The columns of lf-velocity from n on, for a cell. */
#ifndef LF_COLUMNS_H
#define LF_COLUMNS_H

#include "base/list.h"
#include "report/quantiles.h"
#include "report/survival.h"
#include "time/duration.h"
#include "tsv/out.h"

#include "cell.h"

struct columns {
	int64_t unit; /* microseconds */
	struct list percentiles; /* as given */
	struct quantile *quantiles; /* minimum, percentiles, maximum */
	struct list km; /* as given */
	/* The quantiles of these, but for the median, and which of km each is. */
	struct reach *reaches;
	size_t *reach_km, reach_count;
	bool with_open; /* open visits have a place; if not, their columns are empty */
	bool compared; /* with speed and p_value */
	uint64_t unknown; /* cells whose curve is not known from where all at risk have ended */
};

/* Takes --unit, --percentiles and --km, or NULL; exits with STATUS_USAGE if one is wrong. */
void columns_setup(struct columns *columns, struct measure measure, const char *unit,
    const char *percentiles, const char *km);
void columns_free(struct columns *columns);

/* Writes the names of the columns, and those of a cell, with TABs between them. */
void columns_put_header(const struct columns *columns, struct out *out);
void columns_put(struct columns *columns, struct out *out, struct cell *cell);

#endif
