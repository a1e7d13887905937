/* lf-flow --members: instead of figures, the leads that they count, a row for each. */
#ifndef LF_MEMBERS_H
#define LF_MEMBERS_H

#include <stdint.h>

#include "base/diag.h"
#include "lead/moves.h"
#include "report/cells.h"
#include "report/report.h"

struct members;

/* Rows go to report's output for the periods from first to last; cells numbers the groups. */
struct members *members_new(
    struct report *report, const struct cells *cells, int64_t first, int64_t last);
void members_free(struct members *members);

/*
 * Writes the rows that a move makes in its period and group. 0, or -1 and the
 * reason if the lead is not in the stage that it leaves.
 */
int members_take(struct members *members, const struct move *move, int64_t period,
    uint32_t group, struct reason *why);
/* Writes the rows of leads that stay where they are up to the report's last period. */
void members_finish(struct members *members, int64_t period);

#endif
