/* What lf-cost says on standard error about a period of its report. */
#ifndef LF_WARNINGS_H
#define LF_WARNINGS_H

#include "window.h"

/* The ledger does not cover the period's window. */
void warnings_uncovered(
    const struct windows *windows, int64_t period, struct window window);
/* If the period is not over when the log ends: it has the money, but not all leads. */
void warnings_end(const struct windows *windows, int64_t period);

#endif
