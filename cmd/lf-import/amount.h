/* Money as exports spell it, to exact decimals. */
#ifndef LF_AMOUNT_H
#define LF_AMOUNT_H

#include <stdint.h>

#include "base/decimal.h"

/*
 * The amount of text, which may have commas between thousands, divided by
 * divisor (half to even in the 18th place). Returns the length of what it wrote
 * to buf, as decimal_parse reads it; 0 and the reason where text is no amount.
 */
size_t amount_format(
    char buf[DECIMAL_TEXT_MAX], struct span text, int64_t divisor, struct reason *why);

#endif
