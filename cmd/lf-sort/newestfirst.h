/*
 * Notices a log that has its newest rows first, or those of each lead: without
 * --newest-first, rows of one lead that have the same time come in the wrong order. With it,
 * they do in any other log. Of several files, each is judged by itself as well.
 */
#ifndef LF_NEWESTFIRST_H
#define LF_NEWESTFIRST_H

#include "base/map.h"
#include "base/text.h"

#include "keys.h"

enum { NEWESTFIRST_NAMED = 5 }; /* files that a message names */

/* Of rows whose time differs from that of the row before, all or those of its lead. */
struct newestfirst_order {
	uint64_t differ, earlier;
	uint64_t lead_differ, lead_earlier;
};

struct newestfirst {
	struct keys *keys;
	size_t lead; /* its column, or TSV_NONE */
	uint64_t last; /* the last row read: its time, as keys->time has it */
	uint64_t differ, earlier; /* rows read whose time differs from that, is earlier */
	/* The same of rows whose lead is that of the row before, from the first earlier one on. */
	uint64_t lead_differ, lead_earlier;
	struct text last_lead;
	struct text before; /* the last row that went out */
	struct map *leads; /* of the rows with its keys, if there are several */
	bool tied; /* rows of one lead with equal keys have gone out */
	struct newestfirst_order begun; /* the counts at the beginning of the file */
	uint64_t falling, others; /* files: newest first; in another order */
	struct text names; /* of the first of the falling ones */
};

/* For newestfirst_read, in a log that is out of order. */
void newestfirst_lead(struct newestfirst *newest, struct span lead, uint64_t time);

/* Takes the next row read, and its time; a missing one is passed over. */
static inline void
newestfirst_read(struct newestfirst *newest, const struct row *row, uint64_t time)
{
	if (time == 0)
		return;
	if (newest->earlier > 0 && newest->lead != TSV_NONE)
		newestfirst_lead(newest, row_field(row, newest->lead), time);
	newest->differ += time != newest->last && newest->last != 0;
	newest->earlier += time < newest->last;
	newest->last = time;
}

/* All rows of the file of that name have been read. */
void newestfirst_end_file(struct newestfirst *newest, const char *name);
/* Whether the rows read look newest first, all or those of each lead or file, and have leads. */
bool newestfirst_matters(const struct newestfirst *newest);
/* With --newest-first: reports a log, or files, that look oldest first. */
void newestfirst_doubt(struct newestfirst *newest);
/* Takes the next row that goes out. */
void newestfirst_row(struct newestfirst *newest, struct span row);
/* Reports, for a log that looks newest first, if rows of one lead had equal keys. */
void newestfirst_report(struct newestfirst *newest);

#endif
