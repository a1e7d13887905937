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

/* What a group has in all periods together. */
struct account {
	bool listed; /* it has a row in the ledger */
	int128 spend; /* weighed */
	int64_t leads;
};

struct spend {
	struct windows windows;
	struct cells *cells; /* without stages */
	int64_t first, last; /* the periods of the report */
	int128 attributed; /* the spend that went to these, weighed */
	struct account *accounts; /* by the number of the group, or NULL */
};

/* Adds the ledger's amounts to the cells; exits with STATUS_DATA if a sum does not fit. */
void spend_attribute(struct spend *spend);
/* Weighed spend as money, rounded to the ledger's places. */
int128 spend_round(const struct spend *spend, int128 weighed);
/* The spend of the first period for its days before the log begins, rounded like it. */
int128 spend_before_log(const struct spend *spend);
/* Whether the spend of a group is known: the ledger has a row of it. */
bool spend_known(const struct spend *spend, uint32_t group);
/*
 * Reports what could be lost unseen: leads of groups that the ledger does not have, spend
 * of groups without leads, and spend that went to no period.
 */
void spend_note(const struct spend *spend);
void spend_free(struct spend *spend);

#endif
