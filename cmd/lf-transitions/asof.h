/* --as-of: where the log ends; without the option, at the latest time of any row. */
#ifndef LF_ASOF_H
#define LF_ASOF_H

#include <stdbool.h>
#include <stdint.h>

#include "lead/logend.h"

/* Times are microseconds since 1970-01-01T00:00:00Z. */
struct asof {
	bool given;
	int64_t end; /* with the option */
	struct logend log; /* its rows; its last time is also that of earlier runs */
	uint64_t late; /* how many rows were left out; the program counts them */
};

/* The option's value, or NULL. Exits with STATUS_USAGE if it is no time. */
struct asof asof_parse(const char *text);

/* Notes the time of a row; false if it is at or after --as-of. */
static inline bool
asof_take(struct asof *asof, int64_t time)
{
	if (asof->given && time >= asof->end)
		return false;
	logend_take(&asof->log, time);
	return true;
}

/* The end of the log; without the option, known after its last row. */
static inline int64_t
asof_end(const struct asof *asof)
{
	return asof->given ? asof->end : asof->log.last;
}

/* Says how many rows were left out, if any. */
void asof_report_late(const struct asof *asof);
/* Says so if the end is far after the last row: a slip in the year, or rows are missing. */
void asof_report_gap(const struct asof *asof);

#endif
