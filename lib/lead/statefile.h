/*
 * The file of --state: what a filter knows of each lead at the end of its
 * input, to go on from at its next run. TSV, a header that tells program and
 * version, one lead a row, and a last row without a lead that counts them.
 */
#ifndef LF_STATEFILE_H
#define LF_STATEFILE_H

#include <stdint.h>

#include "base/map.h"
#include "tsv/out.h"
#include "tsv/tsv.h"

struct statefile;

/*
 * Takes the file for this run alone, until it is closed. columns is the header
 * line; the first column, which holds the leads, is named after the program
 * and its version of the file; others may depend on an option, such as
 * --first. Exits with 1 if another run has the file, or if it is there and has
 * another header.
 */
struct statefile *statefile_open(
    const char *path, const char *columns, const char *option);
/*
 * About how many leads there are, as the file's last row says, for room to be
 * made; 0 if it cannot be told.
 */
size_t statefile_leads(const struct statefile *state);
/*
 * The next leads' rows, and the leads, so that all can be looked for in a table
 * before the first is put there; they are gone at the next call. Returns how
 * many they are: 0 when there are no more, or there was no file.
 */
enum { STATEFILE_ROWS = 32 };
size_t statefile_rows(
    struct statefile *state, const struct row **rows, const struct span **leads);
/*
 * All leads' rows, for those who keep them in a map: each lead is put there, and
 * load is to fill its value from the row. Exits with 1 if a lead occurs twice.
 */
void statefile_load(struct statefile *state, struct map *leads,
    void (*load)(void *data, const struct row *row, void *value), void *data);
/*
 * What was given to statefile_commit, once there are no more rows; its pointer
 * is NULL if there was no file. It is gone when the file is closed.
 */
struct span statefile_total(const struct statefile *state);
/* Exits with 1 for a row that makes no sense, naming the column at that place. */
_Noreturn void statefile_bad(const struct statefile *state, const struct row *row,
    size_t column, const char *what);

/*
 * Begins the file's new content, beside the old one. A row's fields and TABs
 * are written to the out that it returns, and ended by statefile_end_row.
 */
struct out *statefile_begin(struct statefile *state);
void statefile_end_row(struct statefile *state);
/*
 * Puts the new content in the place of the old, on the disk before it returns.
 * total, which may be empty, is the last field of its last row.
 */
void statefile_commit(struct statefile *state, struct span total);
/* Lets the file go. */
void statefile_close(struct statefile *state);

#endif
