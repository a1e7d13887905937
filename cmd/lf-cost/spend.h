/*
 * Spend by period and group: what the ledger says, in the periods whose leads it
 * made. With --spread, each day's spend goes to several periods, by how many leads
 * came how long after it; only the sum of such parts is rounded. Up to then it is
 * weighed: spend times the leads of the lag.
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

/* The fields are the point. */
struct spend {
	struct windows windows;
	struct cells *cells; /* without stages */
	int64_t first, last; /* the periods of the report */
	int128 attributed; /* to these, weighed */
};

/*
 * Adds what the ledger spends to the cells of the report's periods; exits with
 * STATUS_DATA if a sum does not fit.
 */
void spend_attribute(struct spend *spend);
/* The spend that was weighed, to the ledger's places. */
int128 spend_round(const struct spend *spend, int128 weighed);
/* Reports what the ledger spends beside that, so that no spend is lost unseen. */
void spend_note_rest(const struct spend *spend);

#endif
