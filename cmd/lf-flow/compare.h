/*
 * lf-flow --compare: which earlier period a period is compared with, and how many entries
 * of it. A period that the log does not have from its beginning is not compared with; nor
 * is there a change to a period that as-of cuts short, unless --to-date cuts the earlier
 * one as short.
 */
#ifndef LF_COMPARE_H
#define LF_COMPARE_H

#include "report/cells.h"
#include "time/period.h"

enum compare_kind { COMPARE_PREVIOUS, COMPARE_YEAR, COMPARE_NONE };

struct compare {
	enum compare_kind kind;
	struct calendar *calendar;
	int64_t seen_from; /* microseconds: the log is complete from here on */
	bool given; /* --seen-from says so; if not, it is the time of the first move */
	int64_t as_of; /* to be set when all moves are counted */
	struct cells
	    *times; /* --to-date: of struct durations, from the period's start; or NULL */
};

/* seen_from is INSTANT_END if that is the time of the first move. */
void compare_begin(struct compare *compare, enum compare_kind kind,
    struct calendar *calendar, int64_t seen_from, bool to_date);
void compare_free(struct compare *compare);

/* Takes an entry into a stage. */
void compare_take(
    struct compare *compare, int64_t usec, int64_t period, uint32_t group, uint32_t stage);
/* Whether the period that holds as_of may be compared with this one. */
bool compare_needs(const struct compare *compare, int64_t as_of, int64_t period);
/* The earlier period; false if there is none, or the log does not have all of it. */
bool compare_find(const struct compare *compare, int64_t period, int64_t *other);
/* Whether there can be a change since the earlier period. */
bool compare_changes(const struct compare *compare, int64_t period);
/* How many of the earlier period's entries are compared: all, or those to date. */
int64_t compare_inflow(const struct compare *compare, int64_t period, int64_t other,
    uint32_t group, uint32_t stage, int64_t all);

#endif
