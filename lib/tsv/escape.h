/* The escapes of leadflow-tsv(5): a TAB, LF, CR or backslash inside a value. */
#ifndef LF_ESCAPE_H
#define LF_ESCAPE_H

#include "base/span.h"
#include "base/text.h"
#include "tsv/out.h"

/* How many bytes at the start of text need no escape. */
size_t escape_plain(struct span text);
/* Writes a field, escaped; an empty one as a missing value. */
void escape_field(struct out *out, struct span text);
/* Adds a field, escaped, to a text. */
void escape_add(struct text *text, struct span more);
/* Adds what an escaped field stands for; a backslash before another letter stays. */
void escape_undo(struct text *text, struct span field);

#endif
