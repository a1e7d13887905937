/*
 * The currency of a ledger: all of it is in one, or --currency picks one. An amount of 0
 * without a currency is in any: exports write such rows for days without spend.
 */
#ifndef LF_CURRENCY_H
#define LF_CURRENCY_H

#include "base/decimal.h"
#include "base/map.h"
#include "tsv/currencies.h"

struct currency {
	const char *wanted; /* --currency, or NULL */
	bool found; /* an amount was in it */
	char *seen; /* without --currency: the one so far, or NULL */
	struct map
	    *left; /* of int128, what is left out by currency; the empty one is none */
	/* Of a file without a column currency: a column that seems to be it, and what it has. */
	char *column; /* or NULL */
	struct currencies others;
};

void currency_begin(struct currency *currency, const char *wanted);
void currency_free(struct currency *currency);

/*
 * Takes the currency of an amount, and finds whether it is wanted. 0, or -1 and the
 * reason: without --currency, it is another one than before.
 */
int currency_take(struct currency *currency, struct span text, int128 amount, bool *wanted,
    struct reason *why);
/* Notes that a column of that name, which is not read, seems to have the currency. */
void currency_doubt(struct currency *currency, struct span column);
/*
 * Reports what --currency left out, and apart from it what had no currency; or that a column
 * of another name has several currencies.
 */
void currency_note(const struct currency *currency);

#endif
