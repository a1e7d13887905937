/* The option --percentiles. */
#ifndef LF_PERCENTILES_H
#define LF_PERCENTILES_H

#include "base/list.h"
#include "report/quantiles.h"
#include "tsv/out.h"

#define PERCENTILES "50,85,95" /* without the option */

/* The quantiles of a list of percentiles. Exits with STATUS_USAGE if one is wrong. */
void percentiles_parse(const struct list *list, struct quantile *quantiles);
/* Writes the names of their columns, with a TAB before each. */
void percentiles_put_header(const struct list *list, struct out *out);

#endif
