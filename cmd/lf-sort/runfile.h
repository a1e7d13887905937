/* A temporary file of sorted runs, one after the other. */
#ifndef LF_RUNFILE_H
#define LF_RUNFILE_H

#include "merge.h"

struct runfile;

/* Exits with status 1 if there can be no such file in that directory. */
struct runfile *runfile_open(const char *directory);
void runfile_close(struct runfile *file);

/* Begins another run, whose rows are to go to that sink, in order, until runfile_end. */
struct sink *runfile_begin(struct runfile *file);
void runfile_end(struct runfile *file);
size_t runfile_count(const struct runfile *file);

/* A run of the file, read through a buffer of that size, which grows for a longer row. */
struct run *runfile_run(
    const struct runfile *file, size_t number, struct keys *keys, size_t buffer);
void runfile_run_free(struct run *run);

#endif
