/*
 * Lists that no lead was on for one day, between days with several: not exported, maybe. Days
 * are those that have lists.
 */
#ifndef LF_EMPTYLISTS_H
#define LF_EMPTYLISTS_H

#include <stdint.h>

#include "base/names.h"

/* A list on the day before the last one, on the last one, and today. */
struct emptylists_list {
	uint64_t before, last, today; /* leads whose stage it was */
	uint64_t back; /* of those before the last day: on no list then, and on it today */
	bool empty_last, used; /* no lead was on it on the last day; one was today */
};

struct emptylists_first {
	uint32_t stage;
	int64_t day;
	uint64_t before, after;
};

/* Starts as { 0 }. */
struct emptylists {
	struct emptylists_list *list; /* by the number of its stage, less 1 */
	size_t count;
	int64_t before, last; /* the numbers of the last two days */
	struct emptylists_first first;
	uint64_t found;
};

/* A lead is on that list, whatever others it is on. */
void emptylists_use(struct emptylists *lists, uint32_t stage);
/* A lead has that list for its stage, at the end of a day. */
void emptylists_count(struct emptylists *lists, uint32_t stage);
/* A lead is on that list that was on it last on the day of that number. */
void emptylists_return(struct emptylists *lists, uint32_t stage, int64_t day);
void emptylists_end_day(struct emptylists *lists, int64_t day);
void emptylists_note(const struct emptylists *lists, const struct names *names);
void emptylists_free(struct emptylists *lists);

#endif
