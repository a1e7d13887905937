/* Blanks at the ends of a text. */
#ifndef LF_TRIM_H
#define LF_TRIM_H

#include "base/span.h"

/* text without spaces, TABs and no-break spaces at its ends. */
struct span trim(struct span text);

#endif
