/* Which formats would read a time that none of the given ones reads. */
#ifndef LF_TIMEGUESS_H
#define LF_TIMEGUESS_H

#include "base/list.h"

enum { TIMEGUESS_MAX = 256 };

/*
 * Writes "; try --time-format '%m/%d/%Y' or '%d/%m/%Y'" for text, as a C string; an
 * empty one where no usual format reads it. months are as in timeformat_read.
 */
void timeguess(char buf[TIMEGUESS_MAX], const struct list *months, struct span text);

#endif
