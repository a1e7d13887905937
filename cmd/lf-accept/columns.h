/* The columns of lf-accept from handed on, for the leads of a period and group. */
#ifndef LF_COLUMNS_H
#define LF_COLUMNS_H

#include <stdint.h>

#include "report/durations.h"
#include "tsv/out.h"

enum basis { BASIS_COHORT, BASIS_PERIOD };

/* The figures that count leads, in the order of the columns. */
enum figure {
	HANDED,
	ACCEPTED,
	REJECTED,
	PENDING,
	OVERDUE,
	LATE,
	DIRECT,
	REVERSED,
	RECOVERED,
	OBSERVED,
	FIGURES
};

/* The leads of a period and group. Starts as { 0 }. */
struct cell {
	int64_t figures[FIGURES];
	struct durations decided; /* how long decisions took */
};

/* What the options say: some of them leave columns out, others leave them empty. */
struct columns {
	enum basis basis;
	bool audit;
	bool with_rejected; /* --rejected says what a rejection is */
	int64_t sla, window; /* microseconds, or -1 for none */
	int64_t unit; /* of mean and p50, microseconds */
};

/* The name of a figure's column. */
const char *columns_name(enum figure figure);
/* Writes the names of the columns, and the values of a cell, with TABs between them. */
void columns_put_header(const struct columns *columns, struct out *out);
void columns_put(const struct columns *columns, struct out *out, struct cell *cell);

#endif
