/*
 * Daily lists of leads: who is on a list is in its stage; who was on one the day
 * before, and is on none any more, is in the stage of --exit.
 */
#ifndef LF_LISTS_H
#define LF_LISTS_H

#include <stdint.h>

#include "base/diag.h"
#include "lead/stages.h"
#include "tsv/out.h"

struct lists;

/* table, which may be NULL, has the order of the lists. */
struct lists *lists_new(const struct stages *table, struct span exit);
void lists_free(struct lists *lists);

/* A lead is on the list of a stage on that day. 0, or -1 and the reason. */
int lists_add(struct lists *lists, struct span lead, struct span stage, int64_t day,
    struct reason *why);
/*
 * Ends that day, and writes its rows at an instant: all who are on a list, then
 * those who were on one the day before.
 */
void lists_end_day(struct lists *lists, int64_t day, int64_t time, struct out *out);
/* Reports how often a lead was on two lists. */
void lists_note(const struct lists *lists);

#endif
