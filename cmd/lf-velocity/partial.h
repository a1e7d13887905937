/*
 * States, which --partial writes and --merge reads: TSV, a row for each key and
 * what was counted for it. The columns are period and groups, the other keys of
 * the report, its counters, and one that is empty. The name of this last column is
 * the version of the state, followed by the options that chose what was counted.
 * States with the same header are merged by adding the counters of equal keys.
 */
#ifndef LF_PARTIAL_H
#define LF_PARTIAL_H

#include "lead/stages.h"
#include "report/report.h"

/* A column of counts, and where in a cell its uint64_t is. */
struct counter {
	const char *name;
	size_t offset;
};

enum choice_kind {
	CHOICE_RECORDED, /* chooses what is counted */
	CHOICE_STAGES, /* the same: a stage table, whose stages are recorded */
	CHOICE_PRINTING, /* only the report needs it */
};

/* An option of the program, and where in its options the text is, NULL if not given. */
struct choice {
	enum choice_kind kind;
	const char *name;
	size_t offset;
};

/* What the states of a program look like. */
struct partial_form {
	const char *version; /* the program and a number */
	const char *const *keys; /* those after period and groups */
	const struct counter *counters;
	const struct choice *choices; /* in the order in which they are recorded */
	size_t key_count, counter_count, choice_count;
};

/* The first three are the program's. */
struct partial {
	const struct partial_form *form;
	struct report *report;
	const void *options; /* which the choices are about */
	bool write, merge; /* --partial, --merge */
	size_t counters; /* the first n of the form's are there */

	size_t groups; /* the columns before the keys: period and groups */
	char *text; /* what is recorded, */
	const char **values; /* by choice, or NULL */
};

/* Exits with STATUS_USAGE if options do not go with --partial or --merge. */
void partial_check(const struct partial *partial);

/* Writes the header of a state; stages, which may be NULL, are recorded. */
void partial_put_header(const struct partial *partial, const struct stages *stages);
/* Writes the counters of a cell after its keys, and ends the row. */
void partial_put(const struct partial *partial, const void *cell);

/*
 * Opens the report's input, and takes what the states record: their columns of
 * period and groups are the report's groups. Exits with STATUS_DATA if they are
 * states of something else.
 */
void partial_open(struct partial *partial);
void partial_close(struct partial *partial);
/* The recorded value of an option, or NULL. */
const char *partial_value(const struct partial *partial, const char *name);

/*
 * The next row; headers of further states are passed over. False at the end. Exits
 * with STATUS_DATA if such a header is not the same.
 */
bool partial_next(const struct partial *partial, struct row *row);
/* A key of the row; the same as a duration in seconds, or exits with STATUS_DATA. */
struct span partial_key(const struct partial *partial, const struct row *row, size_t key);
int64_t partial_duration(
    const struct partial *partial, const struct row *row, size_t key);
/* Adds the counters of the row to those of a cell; exits with STATUS_DATA for a bad one. */
void partial_add(const struct partial *partial, const struct row *row, void *cell);

#endif
