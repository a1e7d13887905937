/* Money as exports write it, to exact decimals. */
#ifndef LF_AMOUNT_H
#define LF_AMOUNT_H

#include <stdint.h>

#include "base/decimal.h"

enum { CURRENCY_MAX = 16 };

/* How a run's amounts are written, and what has been seen of them. */
struct amounts {
	/* '.' or ','; 0 where nothing says which: what can be read in two ways is refused. */
	char decimal;
	char currency[CURRENCY_MAX]; /* the first sign or code, as a C string */
	uint64_t doubtful; /* such as 12.345, taken for a fraction */
	char example[CURRENCY_MAX]; /* of these */
};

/*
 * The amount of text divided by divisor (half to even in the 18th place). Returns the
 * length of what it wrote to buf, as decimal_parse reads it; 0 and the reason where text
 * is no amount, or in another currency than one before it.
 */
size_t amount_format(char buf[DECIMAL_TEXT_MAX], struct amounts *amounts, struct span text,
    int64_t divisor, struct reason *why);
/* Says on standard error how many amounts were doubtful. */
void amounts_report(const struct amounts *amounts);

#endif
