/*
 * What lf-import takes from a record, as the mapping of its output wants it: all of it
 * is read before any of it is written.
 */
#ifndef LF_RECORD_H
#define LF_RECORD_H

#include "tsv/currencies.h"

#include "amount.h"
#include "fieldchoice.h"
#include "mapping.h"
#include "merges.h"
#include "times.h"

/* A stage that the record's lead entered. */
struct entry {
	int64_t usec;
	size_t column; /* its place among those of --entered */
};

struct record {
	struct csvread *csv;
	struct mapping *mapping;
	struct times times;
	struct missing missing;
	struct merges *merges; /* or NULL */
	struct amounts amounts;
	long currency; /* the column that names that of the amounts and is not kept, or -1 */
	struct currencies currencies;
	struct fieldchoice fields;
	bool long_ids; /* see recordid.h */
	bool totals; /* rows that are totals are left out, and a missing amount is 0 */
	uint64_t rounded; /* leads that are rounded numbers, see recordid.h */
	char first_rounded[QUOTED_MAX];
	/* Of the record: */
	struct span lead; /* as it is written */
	struct text lead_text, id, joined;
	struct reading time, until; /* until is a span's last day */
	struct reading *entered; /* of each column of --entered, if it has a time */
	struct entry *entry; /* by time */
	size_t entries;
	char amount[DECIMAL_TEXT_MAX];
	size_t amount_len;
	struct span *values; /* of the other columns */
};

/* What made a record unusable: a source's value, or two that are joined, and why. */
struct fault {
	const struct source *source, *second;
	struct reason why;
};

/*
 * Exits with STATUS_USAGE if a --set gives what is no time, lead or amount. The mapping
 * is not bound yet.
 */
void record_check(const struct record *record, const struct mapping *mapping);
/* Makes room for what the mapping, which is bound to its columns, wants. */
void record_init(struct record *record, struct csvread *csv, struct mapping *mapping);
void record_free(struct record *record);
/* Says on standard error if leads were rounded. */
void record_report(const struct record *record);
/*
 * Takes the record that was read: 1, 0 if it is left out, or -1 and the fault.
 */
int record_take(struct record *record, struct fault *fault);

#endif
