/* The rows of lf-aging --summary, one for each stage and group. */
#ifndef LF_SUMMARY_H
#define LF_SUMMARY_H

#include "aging.h"

/* Writes that of a stage and group, which has open visits; sla is -1 for none. */
void summary_put(struct aging *aging, const struct cells_row *row, int64_t sla);

#endif
