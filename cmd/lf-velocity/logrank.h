/* The log-rank test: do the visits of a cell end faster than those of others? */
#ifndef LF_LOGRANK_H
#define LF_LOGRANK_H

#include "cell.h"

/*
 * Sets speed and p_value of each cell, compared with all the others together. count is
 * at least 1, and no cell occurs twice.
 *
 * At each time at which d of the r visits at risk end, E1 of a cell with r1 of these
 * grows by d r1/r, and the variance by d (r1/r) (1 - r1/r) (r - d)/(r - 1), which is that
 * of the hypergeometric distribution (Mantel 1966, Peto and Peto 1972). O1 visits of the
 * cell end in all; O2 and E2 are the same of the others. The speed is (O1/E1)/(O2/E2):
 * NAN if O2, E1 or E2 is 0. The p-value is that of (O1 - E1)^2/variance as chi-square
 * with one degree of freedom: NAN if E1 or E2 is below 5, or the variance is 0.
 *
 * R's survdiff() gives O, E and chi-square; it does not take visits that join, whose
 * only difference is in r and r1.
 */
void logrank(struct cell *const *cells, size_t count);

#endif
