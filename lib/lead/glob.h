/* Patterns, as in fnmatch(3), for fields and for lists of tags in a field. */
#ifndef LF_GLOB_H
#define LF_GLOB_H

#include "tsv/options.h"

struct glob;

/*
 * 0, or -1 if the pattern cannot be what was meant: a '[' that no ']' ends, which fnmatch
 * takes as it stands, or a '\' at its end, which it takes for a pattern that nothing fits.
 */
int glob_check(struct span pattern, struct reason *why);
/*
 * If separator is not empty, fields are lists of texts with separators between them, and
 * the pattern matches a field if it matches one of its texts.
 */
struct glob *glob_new(struct span pattern, struct span separator);
void glob_free(struct glob *glob);
bool glob_match(struct glob *glob, struct span field);

/* The column in COL[=SEP], a value of --list. A wrong value is a usage error. */
struct span glob_list_column(const char *list);
/* The separator of the tags in a column, ';' by default; empty if it is no list. */
struct span glob_separator(const struct texts *lists, struct span column);

#endif
