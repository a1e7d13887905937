/* Times that are one number: a count since 1970, or a spreadsheet's serial day. */
#ifndef LF_SERIALTIME_H
#define LF_SERIALTIME_H

#include "timereading.h"

/* Whether a format is one of these: epoch, epoch-ms, epoch-us, epoch-ns or excel. */
bool serialtime_is(const char *format);
/*
 * Whether text is such a number, which is left unchecked for the years that there are.
 * A fraction finer than microseconds is cut. Excel's days are counted from 1899-12-30
 * and rounded to the millisecond, as Excel shows them. Below 61, 1 March 1900, there
 * are none: Excel has a 29 February 1900, and other spreadsheets do not.
 */
bool serialtime_read(const char *format, struct span text, struct reading *reading);

#endif
