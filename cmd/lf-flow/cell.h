/* What happened to a stage in a period and group. */
#ifndef LF_CELL_H
#define LF_CELL_H

#include <stdint.h>

#include "base/decimal.h"

struct cell {
	int64_t inflow, outflow;
	int64_t fresh; /* leads that entered it for the first time */
	int128 inflow_sum, outflow_sum; /* of --sum */
};

#endif
