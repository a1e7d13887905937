/* Files that are not CSV, recognised by how they begin: what they are, and the way out. */
#ifndef LF_FILEKIND_H
#define LF_FILEKIND_H

#include "base/span.h"

/* What a file is that begins with these bytes, of which four are enough; or NULL. */
const char *filekind_of_bytes(struct span bytes);
/*
 * What a file is that begins with this text, if it makes no sense as CSV, which could begin
 * like that; or NULL.
 */
const char *filekind_of_text(struct span text);

#endif
