/*
 * Spend by period and group: the ledger's amounts go to the periods whose leads
 * they made. With --spread an amount goes to several periods, divided as the ages
 * of the leads are. Only the sum of such shares is rounded; before that, spend is
 * weighed, that is, multiplied by lag.total.
 */
#ifndef LF_SPEND_H
#define LF_SPEND_H

#include <stdint.h>

#include "base/decimal.h"
#include "report/cells.h"

#include "window.h"

/* The leads and the spend of a period and group. */
struct cell {
	int128 spend; /* weighed */
	int64_t leads;
};

struct spend {
	struct windows windows;
	struct cells *cells; /* without stages */
	int64_t first, last; /* the periods of the report */
	int128 attributed; /* the spend that went to these, weighed */
};

/* Adds the ledger's amounts to the cells; exits with STATUS_DATA if a sum does not fit. */
void spend_attribute(struct spend *spend);
/* Weighed spend as money, rounded to the ledger's places. */
int128 spend_round(const struct spend *spend, int128 weighed);
/* Reports the spend that went to no period, so that none is lost unseen. */
void spend_note_rest(const struct spend *spend);

#endif
