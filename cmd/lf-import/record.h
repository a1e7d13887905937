/*
 * What lf-import takes from a record, as the mapping of its output wants it: all
 * of it is understood before any of it is written.
 */
#ifndef LF_RECORD_H
#define LF_RECORD_H

#include "amount.h"
#include "merges.h"
#include "mapping.h"
#include "times.h"

struct record {
	struct csvread *csv;
	struct mapping *mapping;
	struct times formats;
	struct missing missing;
	struct merges *merges; /* or NULL */
	struct amounts amounts;
	/* Of the record: */
	struct span lead; /* as it is written */
	struct text lead_text;
	struct reading *times; /* of each --entered column, or one */
	bool *entered; /* whether the cell has a time */
	char amount[DECIMAL_TEXT_MAX];
	size_t amount_len;
	struct span *values; /* of the other columns */
};

/* What made a record unusable: a source's value, and why. */
struct fault {
	const struct source *source;
	struct reason why;
};

/*
 * Exits with STATUS_USAGE if a --set gives what is no time, lead or amount. The
 * mapping is not bound yet.
 */
void record_check(
    const struct mapping *mapping, struct times formats, struct amounts amounts);
/* Makes room for what the mapping, which is bound to its columns, wants. */
void record_init(struct record *intake, struct csvread *csv, struct mapping *mapping);
void record_free(struct record *intake);
/*
 * Takes the record that was read: 1, 0 if it does not fit the conditions, or -1
 * and the fault.
 */
int record_take(struct record *intake, struct fault *fault);

#endif
