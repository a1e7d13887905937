/* A ledger of leadflow-tsv(5): what was spent, on which days and for which group. */
#ifndef LF_LEDGER_H
#define LF_LEDGER_H

#include <stdint.h>

#include "base/decimal.h"
#include "report/cells.h"
#include "tsv/options.h"

#include "currency.h"

/* An amount that is spread evenly over days. Days are numbered from 1970-01-01. */
struct spending {
	int128 amount;
	int64_t first, days;
	uint32_t group;
};

struct ledger {
	struct spending *item; /* one for all that was spent on a single day for a group */
	size_t count, room;
	int64_t first, last; /* the days that it covers; first > last if it is empty */
	int places; /* of the longest amount, at least 2 */
	struct currency currency;
};

/*
 * Reads the files as one ledger, each with a header of its own; missing values are as
 * common's --null says. groups are the columns of --group, and cells numbers their
 * values. currency is that of the rows to take, or NULL. Exits with STATUS_DATA for a
 * bad row or a second currency, with STATUS_USAGE for a missing column.
 */
void ledger_read(struct ledger *ledger, const struct texts *files,
    const struct common *common, const struct list *groups, const char *currency,
    struct cells *cells);
void ledger_free(struct ledger *ledger);

/*
 * How much of an item is spent before that day: amount * days before / days,
 * rounded to the ledger's places, half to even. Exact for every amount.
 */
int128 ledger_spent(
    const struct ledger *ledger, const struct spending *item, int64_t day);

#endif
