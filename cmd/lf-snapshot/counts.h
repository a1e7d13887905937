/*
 * Net flow from the daily counts of lists: how many must have come in and gone
 * out of each stage, and how long they stay on average.
 */
#ifndef LF_COUNTS_H
#define LF_COUNTS_H

#include <stdint.h>

#include "lead/stages.h"
#include "report/report.h"

struct counts;

/* report has the periods, or none; mean times are in units of so many microseconds. */
struct counts *counts_new(
    const struct stages *stages, const struct report *report, int64_t unit);
void counts_free(struct counts *counts);

/* The place of a stage that is to be counted on this day. 0, or -1 and the reason. */
int counts_stage(
    const struct counts *counts, struct span stage, size_t *place, struct reason *why);
/* Takes its count. 0, or -1 and the reason. */
int counts_count(
    struct counts *counts, size_t place, struct span count, struct reason *why);
/*
 * Ends the day of that number, at an instant. Each day has a count for each
 * stage that the first day has; -1 with the reason where one is missing.
 */
int counts_end_day(struct counts *counts, int64_t day, int64_t time, struct out *out,
    struct reason *why);
/* Writes the header; the last period. Periods before are written when they end. */
void counts_put_header(const struct counts *counts, struct out *out);
void counts_finish(struct counts *counts, struct out *out);

#endif
