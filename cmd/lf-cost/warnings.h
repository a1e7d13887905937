/* What lf-cost says on standard error about a period of its report. */
#ifndef LF_WARNINGS_H
#define LF_WARNINGS_H

#include "spend.h"

/* The ledger does not cover the period's window. */
void warnings_uncovered(
    const struct windows *windows, int64_t period, struct window window);
/*
 * If the log begins within the first period of the report, and there is spend for the days
 * before: the period has that money, but not the leads.
 */
void warnings_begin(const struct spend *spend);
/* If the period is not over when the log ends: it has the money, but not all leads. */
void warnings_end(const struct windows *windows, int64_t period);

#endif
