/*
 * Exact decimal numbers: money, scores, and quotients rounded half to even.
 *
 * A decimal is a count of units of 10^-18: 20 digits before the point and 18 after it
 * are exact, and adding two is one addition of integers.
 */
#ifndef LF_DECIMAL_H
#define LF_DECIMAL_H

#include <stdint.h>

#include "base/diag.h"
#include "base/span.h"

__extension__ typedef __int128 int128;

enum { DECIMAL_PLACES = 18, DECIMAL_TEXT_MAX = 64 };

#define DECIMAL_ONE ((int128)1000000000000000000)

/*
 * [+-]digits[.digits], or .digits alone, and nothing else. places is the number of digits
 * after the point; zeros after the 18th do not count. 0, or -1 with the reason: it is no
 * number, or has more digits than fit.
 */
int decimal_parse(struct span text, int128 *value, int *places, struct reason *why);

/* sum += value, sum -= value. 0, or -1 with the reason if that does not fit. */
int decimal_add(int128 *sum, int128 value, struct reason *why);
int decimal_subtract(int128 *sum, int128 value, struct reason *why);

/* num/den rounded half to even, den > 0. Exact for every num and den. */
int128 ratio_round(int128 num, int128 den);

/*
 * num/den as decimal text with that many places, rounded half to even; returns its
 * length. den > 0; num times 10^places must fit in 127 bits. "-0.00" is written "0.00".
 */
size_t ratio_format(char buf[DECIMAL_TEXT_MAX], int128 num, int128 den, int places);

/* value as decimal text with that many places (0 to 18), rounded half to even. */
size_t decimal_format(char buf[DECIMAL_TEXT_MAX], int128 value, int places);
/* value / count in the same way; count > 0. */
size_t decimal_format_quotient(
    char buf[DECIMAL_TEXT_MAX], int128 value, int64_t count, int places);

/* The decimal 10^-places, places from 0 to 18. */
int128 decimal_unit(int places);

#endif
