/* The file of --rejects, with the rows that could not be used: nothing is lost. */
#ifndef LF_REJECTS_H
#define LF_REJECTS_H

#include <stdint.h>

#include "base/diag.h"
#include "tsv/out.h"

struct rejects {
	const char *path; /* NULL without --rejects: the first bad row ends the run */
	uint64_t count;
	struct out out;
};

/* Creates the file, unless path is NULL; it is flushed whenever main is. */
void rejects_open(struct rejects *rejects, const char *path, struct out *main);
/*
 * A row that cannot be used: writes its file and line, the reason, after the name of the
 * column if it is not NULL, and the row. Without --rejects it ends the program with the
 * reason and STATUS_DATA.
 */
void rejects_add(struct rejects *rejects, const char *file, uint64_t line,
    const char *column, const struct reason *why, struct span row);
/* Closes the file; if it has rows, a note on standard error says how many. */
void rejects_close(struct rejects *rejects);

#endif
