/*
 * Notices a log that has its newest rows first: without --newest-first, rows of one
 * lead that have the same time come in the wrong order.
 */
#ifndef LF_NEWESTFIRST_H
#define LF_NEWESTFIRST_H

#include "base/map.h"
#include "base/text.h"

#include "keys.h"

struct newestfirst {
	struct keys *keys;
	size_t lead; /* its column, or TSV_NONE */
	uint64_t last; /* the last row read: its time, as keys->time has it */
	uint64_t differ, earlier; /* rows read whose time differs from that, is earlier */
	struct text before; /* the last row that went out */
	struct map *leads; /* of the rows with its keys, if there are several */
	bool tied; /* rows of one lead with equal keys have gone out */
};

/* Takes the time of the next row read; a missing one is passed over. */
static inline void
newestfirst_time(struct newestfirst *newest, uint64_t time)
{
	if (time == 0)
		return;
	newest->differ += time != newest->last && newest->last != 0;
	newest->earlier += time < newest->last;
	newest->last = time;
}

/* Whether the rows read look newest first, and have leads. */
bool newestfirst_matters(const struct newestfirst *newest);
/* Takes the next row that goes out. */
void newestfirst_row(struct newestfirst *newest, struct span row);
/* Reports, for a log that looks newest first, if rows of one lead had equal keys. */
void newestfirst_report(struct newestfirst *newest);

#endif
