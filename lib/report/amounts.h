/*
 * What --sum adds up: the amounts of moves, as exact decimals. Sums are written with as
 * many places as the longest amount has, at least two, as lf-cost writes spend.
 */
#ifndef LF_AMOUNTS_H
#define LF_AMOUNTS_H

#include <stdint.h>

#include "base/decimal.h"
#include "lead/moves.h"
#include "tsv/currencies.h"
#include "tsv/out.h"

/* What was seen of the amounts. Starts as { 0 }. */
struct amounts {
	int places; /* of the longest */
	int64_t missing; /* how many moves had none */
	const struct tsv *tsv; /* of the moves, if a column names the currency; or NULL */
	size_t currency; /* that column */
	struct currencies currencies;
};

/*
 * Watches the currencies of amounts in that column, if the moves have a column that names
 * them, and groups have not: a group is in one.
 */
void amounts_watch(struct amounts *amounts, const struct tsv *tsv, const char *column,
    const struct list *groups);

/* Takes what is to be seen of a move's amount. */
static inline void
amounts_see(struct amounts *amounts, const struct move *move)
{
	if (move->places > amounts->places)
		amounts->places = move->places;
	amounts->missing += move->places == AMOUNT_NONE;
	if (amounts->tsv != NULL && move->places != AMOUNT_NONE)
		currencies_take(&amounts->currencies,
		    tsv_value(amounts->tsv, move->row, amounts->currency));
}

/* sum += amount, sum -= amount; exits with STATUS_DATA if that does not fit. */
void amounts_add(int128 *sum, int128 amount);
void amounts_subtract(int128 *sum, int128 amount);

/* Writes a TAB and a sum. */
void amounts_put(const struct amounts *amounts, struct out *out, int128 sum);
/*
 * Reports on standard error how many moves had no amount in that column, if any, and if
 * the amounts were in several currencies.
 */
void amounts_note(const struct amounts *amounts, const char *column);

/* For states: the least decimal that the longest amount can be, such as 0.01, and back. */
int128 amounts_unit(const struct amounts *amounts);
void amounts_take_unit(struct amounts *amounts, int128 unit);

#endif
