/* The file of --rejects: rows that could not be used, so that nothing is lost. */
#ifndef LF_REJECTS_H
#define LF_REJECTS_H

#include <stdint.h>

#include "base/diag.h"
#include "tsv/out.h"

struct rejects {
	const char *path; /* NULL: there is none, the first bad row ends the run */
	uint64_t count;
	struct out out;
};

/* path may be NULL. The file is flushed with main. */
void rejects_open(struct rejects *rejects, const char *path, struct out *main);
/*
 * A row that cannot be used: writes file, line, reason and the row, or, without
 * a file, ends the program with the reason and STATUS_DATA. column may be NULL.
 */
void rejects_add(struct rejects *rejects, const char *file, uint64_t line,
    const char *column, const struct reason *why, struct span row);
/* Closes the file; says on standard error how many rows there were, if any. */
void rejects_close(struct rejects *rejects);

#endif
