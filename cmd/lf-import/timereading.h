/* A time that was read from a field. */
#ifndef LF_TIMEREADING_H
#define LF_TIMEREADING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

struct reading {
	int64_t usec; /* since 1970-01-01T00:00:00; if not zoned, as if it were UTC */
	bool zoned; /* the text names its zone, or its format does */
	bool day; /* a date without a time of day */
	/* YYYY-MM-DDTHH:MM:SS, if the text has it so in UTC: it can be written as it is */
	struct span clock;
};

#endif
