/*
 * When people work: the spans of each day of the week, and of dates that differ from it.
 * Times are those that clocks show, whatever the zone. See leadflow-calendar(5).
 */
#ifndef LF_WORKDAYS_H
#define LF_WORKDAYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "time/duration.h"

/* From the first to before the second, in microseconds after the day began. */
struct workspan {
	int64_t from, until;
};

/* The spans of a day, in order; they do not overlap. */
struct workday {
	struct workspan *span;
	size_t count;
	bool given; /* it has a row, perhaps one that says that it is free */
};

/* A date, as days since 1970-01-01, and its spans, which replace those of its weekday. */
struct workdate {
	int64_t date;
	struct workday day;
};

enum { WEEKDAYS = 7 };

/* Starts as { 0 }. */
struct workdays {
	struct workday week[WEEKDAYS]; /* Monday comes first */
	struct workdate *dates; /* in order */
	size_t date_count, date_room;
};

enum workcolumn { WORK_DAY, WORK_FROM, WORK_UNTIL, WORK_COLUMNS };

/*
 * Adds a row: a weekday or a date, and a span or two empty cells. 0, or -1, with the
 * reason and the cell at fault, and nothing is added.
 */
int workdays_add(struct workdays *workdays, const struct span row[WORK_COLUMNS],
    enum workcolumn *column, struct reason *why);
void workdays_free(struct workdays *workdays);

/* Whether any weekday has a span, without which there is no measure and no clock. */
bool workdays_any(const struct workdays *workdays);
/* Working time: a day is that of the longest weekday, a week that of all seven. */
struct measure workdays_measure(const struct workdays *workdays);
/* The spans of a date, given as days since 1970-01-01. */
const struct workday *workdays_on(const struct workdays *workdays, int64_t date);

/* How much of these spans lies in the first `elapsed` microseconds of the day. */
static inline int64_t
workspans_until(const struct workspan *span, size_t count, int64_t elapsed)
{
	int64_t sum = 0;

	/* Without a branch on the time of day, which is hard to predict. */
	for (size_t i = 0; i < count; i++) {
		int64_t whole = span[i].until - span[i].from;
		int64_t past = elapsed - span[i].from;

		past = past > 0 ? past : 0;
		sum += past < whole ? past : whole;
	}
	return sum;
}

#endif
