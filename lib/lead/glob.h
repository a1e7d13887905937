/* Patterns of fnmatch(3) over fields, and over lists of tags in a field. */
#ifndef LF_GLOB_H
#define LF_GLOB_H

#include "tsv/options.h"

struct glob;

/*
 * Where separator is not empty, a field is a list of texts with separators
 * between them, and the pattern matches when it matches one of them.
 */
struct glob *glob_new(struct span pattern, struct span separator);
void glob_free(struct glob *glob);
/* A text that holds a NUL byte, which no pattern can spell, matches none. */
bool glob_match(struct glob *glob, struct span field);

/* The column that a value of --list, COL[=SEP], names. A wrong one is a usage error. */
struct span glob_list_column(const char *list);
/* What separates the tags in a column, ';' by default; empty if it is no list. */
struct span glob_separator(const struct texts *lists, struct span column);

#endif
