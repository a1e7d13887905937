/*
 * Daily lists of leads. A lead on a list is in its stage; a lead that was on a list
 * the day before and is on none now is in the stage of --exit.
 */
#ifndef LF_LISTS_H
#define LF_LISTS_H

#include <stdint.h>

#include "base/diag.h"
#include "lead/stages.h"
#include "tsv/out.h"

struct lists;

/* table has the order of the lists; it may be NULL. */
struct lists *lists_new(const struct stages *table, struct span exit);
void lists_free(struct lists *lists);

/* A lead is on the list of a stage on the day of that number. 0, or -1 and the reason. */
int lists_add(struct lists *lists, struct span lead, struct span stage, int64_t day,
    struct reason *why);
/*
 * Ends that day, and writes its events, at an instant: first those of all leads on
 * a list, then those of leads that were on one the day before.
 */
void lists_end_day(struct lists *lists, int64_t day, int64_t time, struct out *out);
/*
 * Reports lists that the table does not have, lists that were empty for one day, and how
 * many leads were on two lists on one day.
 */
void lists_note(const struct lists *lists);

#endif
