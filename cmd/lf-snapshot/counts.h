/*
 * Net flow from daily counts of lists: how many leads must have entered and left
 * each stage, and how long they stay on average.
 */
#ifndef LF_COUNTS_H
#define LF_COUNTS_H

#include <stdint.h>

#include "lead/stages.h"
#include "report/report.h"

struct counts;

/* report has the periods, if any; unit is that of mean times, in microseconds. */
struct counts *counts_new(
    const struct stages *stages, const struct report *report, int64_t unit);
void counts_free(struct counts *counts);

/* Finds the place of a stage that this day has no count of. 0, or -1 and the reason. */
int counts_stage(
    const struct counts *counts, struct span stage, size_t *place, struct reason *why);
/* Takes the count of the stage at that place. 0, or -1 and the reason. */
int counts_count(
    struct counts *counts, size_t place, struct span count, struct reason *why);
/*
 * Ends the day of that number; time is an instant in it. 0, or -1 and the reason if
 * a stage that the first day counts has no count. Writes the period that ended
 * before this day, if one did.
 */
int counts_end_day(struct counts *counts, int64_t day, int64_t time, struct out *out,
    struct reason *why);
/* Writes the header; the last period. */
void counts_put_header(const struct counts *counts, struct out *out);
void counts_finish(struct counts *counts, struct out *out);

#endif
