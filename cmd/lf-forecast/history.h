/* The moves of a log by calendar days: what a forecast learns from. */
#ifndef LF_HISTORY_H
#define LF_HISTORY_H

#include <stdbool.h>
#include <stdint.h>

#include "lead/moves.h"
#include "lead/stages.h"

/* A row of moves. Days are those since 1970-01-01 in the zone of the report. */
struct stay {
	int32_t entered, left;
	uint32_t from, to; /* from 0: a new lead, to 0: still open */
};

struct days {
	int64_t first, end; /* end is the day after the last */
};

/* Stages are numbered from 1 to stages, in the order of the report. */
struct history {
	struct stay *stays; /* in an order that is not that of the rows */
	size_t count;
	uint32_t stages;
	struct span *name; /* of each stage */
	bool *ends; /* of each stage: visits to it end a lead's way */
	int64_t first; /* the first day of any move */
	int64_t as_of; /* the latest time, in microseconds */
	bool open; /* there are open visits */
	struct names *names;
	struct moves *moves;
};

/* Finds the columns of moves. Exits with STATUS_USAGE for a missing one. */
void history_open(struct history *history, struct tsv *tsv, const struct common *common);
/* Reads all moves. The stages are those of the moves and of table, which may be NULL. */
void history_read(struct history *history, const struct stages *table);
void history_free(struct history *history);

/* The entries into each stage on those days; to be freed. */
uint64_t *history_entries(const struct history *history, struct days days);

/* The day that holds an instant. */
int64_t history_day(int64_t usec);

#endif
