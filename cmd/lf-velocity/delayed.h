/* Kaplan-Meier with delayed entry: of visits that join those at risk at some age. */
#ifndef LF_DELAYED_H
#define LF_DELAYED_H

#include "report/survival.h"

#include "cell.h"

/*
 * The estimate of survival.h for a cell in which visits joined, after survival_begin with
 * those of cell_at_risk. A visit is at risk at the
 * ages after that at which it joined, as in R's Surv(entry, exit). False if the curve
 * falls to 0 while visits have still to join: what comes after that is not known, and
 * survival is what it was before.
 */
bool delayed_survival(struct survival *survival, struct cell *cell);

#endif
