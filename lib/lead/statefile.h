/*
 * The file of --state: what a filter knows of each lead at the end of its input. Its next
 * run starts from there. It is TSV: a header with the program and its version, a row for
 * each lead, and a last row, without a lead. That has the number of rows, a text of the
 * program's own, and in its last field the FNV-1a hash of all bytes before: damage to the
 * file is never taken for data.
 */
#ifndef LF_STATEFILE_H
#define LF_STATEFILE_H

#include <stdint.h>

#include "base/map.h"
#include "tsv/out.h"
#include "tsv/tsv.h"

struct statefile;

/*
 * Takes the file for this run alone, until it is closed. columns is the header line. Its
 * first column has the leads, and is named after the program and its version of the file;
 * the others, three at least, may depend on an option, such as --first. Exits with 1 if
 * another run has the file, or if the file has another header.
 */
struct statefile *statefile_open(const char *path, const char *columns, const char *option);
/* About how many leads there are, by the file's last row; 0 if that is not known. */
size_t statefile_leads(const struct statefile *state);
/*
 * The next leads, and their rows: several, so that they can be hashed together. They are
 * valid until the next call. Returns how many there are; 0 at the end, or without a file.
 */
enum { STATEFILE_ROWS = 32 };
size_t statefile_rows(
    struct statefile *state, const struct row **rows, const struct span **leads);
/*
 * Puts all leads in a map, and calls load for each one, to fill its value from its row.
 * Exits with 1 if a lead occurs twice.
 */
void statefile_load(struct statefile *state, struct map *leads,
    void (*load)(void *data, const struct row *row, void *value), void *data);
/*
 * What was given to statefile_commit; known once all rows are read, and until the file is
 * closed. Its pointer is NULL if there was no file.
 */
struct span statefile_total(const struct statefile *state);
/* Exits with 1: what is wrong with the row, in the column at that place. */
_Noreturn void statefile_bad(
    const struct statefile *state, const struct row *row, size_t column, const char *what);

/*
 * Begins the new content, beside the old. The fields of a row, with TABs between them, are
 * written to the out that it returns; then statefile_end_row is called.
 */
struct out *statefile_begin(struct statefile *state);
void statefile_end_row(struct statefile *state);
/*
 * Puts the new content in place of the old; it is on the disk when this returns. total is
 * a field of the last row, and may be empty.
 */
void statefile_commit(struct statefile *state, struct span total);
/* Lets the file go. */
void statefile_close(struct statefile *state);

#endif
