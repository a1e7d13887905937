/* The file of --calendar, leadflow-calendar(5). */
#ifndef LF_WORKFILE_H
#define LF_WORKFILE_H

#include "time/workdays.h"

/*
 * Reads the file; some weekday has a span. Exits with STATUS_DATA and the line if a row is
 * wrong, with STATUS_USAGE if a column is missing.
 */
struct workdays workfile_read(const char *path);

#endif
