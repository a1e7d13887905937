/* The escapes of leadflow-tsv(5): a TAB, LF, CR or backslash inside a value. */
#ifndef LF_ESCAPE_H
#define LF_ESCAPE_H

#include "out.h"
#include "span.h"

/* How many bytes from the start of text on need no escape. */
size_t escape_plain(struct span text);
/* The letter behind the backslash for a byte that needs one. */
char escape_letter(char c);
/* Writes a field, escaped; a missing value where it is empty. */
void escape_field(struct out *out, struct span text);

#endif
