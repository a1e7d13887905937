/* The rows of lf-aging, one for each open visit. */
#ifndef LF_LINES_H
#define LF_LINES_H

#include "aging.h"

/* Writes those of a stage and group, which has open visits; sla is -1 for none. */
void lines_put(struct aging *aging, const struct cells_row *row, int64_t sla);

#endif
