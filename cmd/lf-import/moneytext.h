/* The text of an amount taken apart: sign, currency and digits. */
#ifndef LF_MONEYTEXT_H
#define LF_MONEYTEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

/* What stands around the digits; the currencies are one or two, or empty. */
struct money {
	bool negative;
	struct span currency, second;
	struct span digits; /* with the marks between them, and an exponent */
};

/*
 * Takes apart brackets, minuses, currency signs or codes of up to three letters, and
 * blanks. False if they stand where they make no sense.
 */
bool moneytext_split(struct span text, struct money *money);

enum { MONEYTEXT_DIGITS = 128 };

/*
 * Writes digits as decimal_parse reads them: without marks between thousands, and with
 * the exponent worked in. decimal is ',' or '.'; the other one, blanks and apostrophes
 * separate thousands, in groups of three. Returns the length, 0 if digits are not so,
 * and MONEYTEXT_DIGITS if there are too many.
 */
size_t moneytext_plain(char buf[MONEYTEXT_DIGITS], struct span digits, char decimal);

#endif
