/* Names of columns with a * in them, which stands for any text that is not empty. */
#ifndef LF_COLUMNPATTERN_H
#define LF_COLUMNPATTERN_H

#include "base/span.h"

bool columnpattern_is(struct span text);
/*
 * Whether the pattern fits all of text. *first is what its first * stands for, the
 * longest text that it can: of 'Date entered "* (*)"' the stage, brackets and all; it is
 * empty without a *.
 */
bool columnpattern_fits(struct span pattern, struct span text, struct span *first);

#endif
