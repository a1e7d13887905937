/*
 * A file that one run at a time replaces as a whole, so that there is always the old
 * content or the new one. Beside a/b, new content grows in a/.b.lf-new, and the lock
 * a/.b.lf-lock keeps other runs away. Both are gone when the program ends, by a signal
 * too. Only SIGKILL leaves them, until the next run.
 */
#ifndef LF_REPLACEMENT_H
#define LF_REPLACEMENT_H

#include "tsv/out.h"

struct replacement;

/*
 * Takes path, which need not be there, for this run alone. Exits with STATUS_DATA if
 * another run has it, or if it, or the name of its lock, is no regular file.
 */
struct replacement *replacement_open(const char *path);

/* Begins the new content, with the mode of the old. Exits with STATUS_DATA. */
struct out *replacement_begin(struct replacement *file);
/*
 * Puts the new content in the place of the old, both on the disk. Exits with
 * STATUS_DATA, and the old content stays, if that cannot be.
 */
void replacement_commit(struct replacement *file);
/* Lets the file go. */
void replacement_close(struct replacement *file);

#endif
