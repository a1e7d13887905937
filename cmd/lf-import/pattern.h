/* Names of columns with a * in them, which stands for any text that is not empty. */
#ifndef LF_PATTERN_H
#define LF_PATTERN_H

#include "base/span.h"

bool pattern_is(struct span text);
/*
 * Whether the pattern fits all of text. *first is what its first * stands for, the
 * longest text that it can: of 'Date entered "* (*)"' the stage, brackets and all.
 */
bool pattern_fits(struct span pattern, struct span text, struct span *first);

#endif
