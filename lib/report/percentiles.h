/* The option --percentiles, and others that take such a list. */
#ifndef LF_PERCENTILES_H
#define LF_PERCENTILES_H

#include "base/list.h"
#include "report/quantiles.h"
#include "tsv/out.h"

#define PERCENTILES "50,85,95" /* without the option */

/*
 * The quantiles of a list of percentiles, which that option has. Exits with STATUS_USAGE
 * if one is wrong.
 */
void percentiles_parse(
    const char *option, const struct list *list, struct quantile *quantiles);
/* Writes the names of their columns, with a TAB before each. */
void percentiles_put_header(const struct list *list, struct out *out);

#endif
