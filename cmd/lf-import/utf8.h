/* UTF-8, checked and written. */
#ifndef LF_UTF8_H
#define LF_UTF8_H

#include <stdint.h>

#include "base/span.h"

/* How many bytes from the start of text on are UTF-8 without a NUL. */
size_t utf8_valid(struct span text);
/* Writes a code point, at most 4 bytes; returns their number. */
size_t utf8_put(char *to, uint32_t point);

#endif
