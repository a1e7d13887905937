/* Patterns of fnmatch(3) over fields, and over lists of tags in a field. */
#ifndef LF_GLOB_H
#define LF_GLOB_H

#include "span.h"

struct glob;

/*
 * Where separator is not empty, a field is a list of texts with separators
 * between them, and the pattern matches when it matches one of them.
 */
struct glob *glob_new(struct span pattern, struct span separator);
void glob_free(struct glob *glob);
/* A text that holds a NUL byte, which no pattern can spell, matches none. */
bool glob_match(struct glob *glob, struct span field);

#endif
