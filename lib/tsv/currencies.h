/*
 * The column beside amounts that names their currency, such as Currency, CurrencyIsoCode or
 * currency_code, and the currencies that it has: amounts of several are not to be added up.
 */
#ifndef LF_CURRENCIES_H
#define LF_CURRENCIES_H

#include <stdint.h>

#include "base/list.h"
#include "base/text.h"

enum { CURRENCIES = 26 * 26 * 26 /* codes of three letters */ };

/* Starts as { 0 }. */
struct currencies {
	uint64_t seen[CURRENCIES / 64 + 1]; /* a bit for each code */
	char last[3]; /* the latest value */
};

/*
 * The place of the column that names the currency of the amounts in the column of that name;
 * or -1 if there is none, if several could be it, or if the amounts' own name says that they
 * are in one currency, as in "Amount (converted)" or amount_usd.
 */
long currencies_find(const struct list *columns, struct span amounts);

/* Takes a value, if it is a code: three letters, in any case. */
void currencies_add(struct currencies *currencies, struct span value);
static inline void
currencies_take(struct currencies *currencies, struct span value)
{
	/* Mostly it is that of the row before. */
	if (value.len != 3 || memcmp(value.ptr, currencies->last, 3) != 0)
		currencies_add(currencies, value);
}

/* How many there are. */
size_t currencies_count(const struct currencies *currencies);
/* The first code that is not before `from`, as a number, and its text; -1 after the last. */
long currencies_next(const struct currencies *currencies, long from, char code[3]);
/* Adds "2 currencies, EUR and USD", or "3 currencies, EUR, GBP and another". */
void currencies_list(const struct currencies *currencies, struct text *to);

#endif
