/* lf-flow --members: a row for each lead that a figure counts. */
#ifndef LF_MEMBERS_H
#define LF_MEMBERS_H

#include <stdint.h>

#include "base/diag.h"
#include "lead/moves.h"
#include "report/cells.h"
#include "report/report.h"

struct members;

/* Rows of the periods from first to last go to report's output; cells has the groups. */
struct members *members_new(
    struct report *report, const struct cells *cells, int64_t first, int64_t last);
void members_free(struct members *members);

/*
 * Writes the rows of a move, which is in that period and group. 0, or -1 and the
 * reason if the lead is not in the stage that it leaves.
 */
int members_take(struct members *members, const struct move *move, int64_t period,
    uint32_t group, struct reason *why);
/* Takes an open visit; false if the lead has one already. */
bool members_take_open(struct members *members, const struct move *move);
/* Writes the rows of leads that stay where they are up to that period, the report's last. */
void members_finish(struct members *members, int64_t period);

#endif
