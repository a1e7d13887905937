/* The moves of a log by calendar days: what a forecast learns from. */
#ifndef LF_HISTORY_H
#define LF_HISTORY_H

#include <stdbool.h>
#include <stdint.h>

#include "lead/moves.h"
#include "lead/stages.h"
#include "report/report.h"

/* No forecast, and no age of a visit, is longer. */
enum { DAYS_MAX = 36525 };

/* A row of moves. Days are those since 1970-01-01 in the zone of the report. */
struct stay {
	int32_t entered, left; /* of an open visit: left is the day of the as-of time */
	uint32_t from, to; /* from 0: a new lead, to 0: still open */
};

/* Rows of the log, in the order of the input: all of it, or those of a group. */
struct stays {
	const struct stay *at;
	size_t count;
	struct span group;
};

struct days {
	int64_t first, end; /* end is the day after the last */
};

/* Stages are numbered from 1 to stages, in the order of the report. */
struct history {
	struct stays all;
	struct stays *groups; /* in the order of the report; one without --group */
	size_t group_count;
	uint32_t stages;
	struct span *name; /* of each stage */
	bool *ends; /* of each stage: visits to it end a lead's way */
	int64_t first; /* the log is complete from this day on */
	int64_t as_of; /* the latest time, in microseconds */
	bool open; /* there are open visits */
	/* How the rows are read. */
	struct report *report;
	struct names *group_names;
	struct stay *stays;
	uint32_t *group_of; /* each row's group, as numbered in group_names */
	size_t room, group_room;
};

/* report has its moves open, and is to outlive the history. */
void history_init(struct history *history, struct report *report);
/*
 * Reads all moves. The stages are those of the moves and of table, which may be
 * NULL. The log is complete from the instant seen_from on (INT64_MIN: from its
 * first move on).
 */
void history_read(struct history *history, const struct stages *table, int64_t seen_from);
void history_free(struct history *history);

/* The day that holds an instant. */
int64_t history_day(int64_t usec);

#endif
