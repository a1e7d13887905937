/* The failure line of the program before, in what it wrote; see diag.h. */
#ifndef LF_FAILURE_H
#define LF_FAILURE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

/* Whether the line, which may have its LF, is a failure line. */
bool failure_is(struct span text);
/*
 * Exits with STATUS_DATA, and passes the line on, if it is a failure line: line is its
 * number in the file of that name, and text has no LF at its end.
 */
void failure_check(const char *name, uint64_t line, struct span text);

#endif
