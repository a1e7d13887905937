/* UTF-8 (RFC 3629), read, checked and written. */
#ifndef LF_UTF8_H
#define LF_UTF8_H

#include <stdint.h>

#include "base/span.h"

/*
 * Reads the first character of text, which has len bytes; returns its length. 0 if there
 * is none or it is not UTF-8: half a surrogate pair and more bytes than needed are not.
 */
size_t utf8_take(const char *text, size_t len, uint32_t *point);
/* How many bytes at the start of text are UTF-8 without a NUL. */
size_t utf8_valid(struct span text);
/*
 * Whether a character can be seen: not if it is a control character, C1 included, an end
 * of a line or paragraph, a mark that turns the direction of text or joins it, or one of
 * no width (Unicode's Cc, Cf, Zl and Zp, and what it calls ignorable by default).
 */
bool utf8_printable(uint32_t point);
/* Writes a code point, at most 4 bytes; returns their number. */
size_t utf8_put(char *to, uint32_t point);

#endif
