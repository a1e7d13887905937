/*
 * States, which --partial writes and --merge reads. A state is TSV, a row for each
 * key. Its columns are period and groups, the other keys of the report, its
 * counters, and an empty one, whose name is the version of the state and the
 * options that chose what was counted. States with the same header are merged by
 * adding the counters of equal keys.
 */
#ifndef LF_PARTIAL_H
#define LF_PARTIAL_H

#include "lead/stages.h"
#include "report/report.h"

/* A column of counts, and the place of its uint64_t in a cell. */
struct counter {
	const char *name;
	size_t offset;
};

enum choice_kind {
	CHOICE_RECORDED, /* chooses what is counted: --partial records it */
	CHOICE_MEASURE, /* --calendar: the length of its day and week is recorded */
	CHOICE_STAGES, /* the file of a stage table: its stages are recorded */
	CHOICE_PRINTING, /* is about the report that --merge prints */
};

/* An option of the program, and the place of its text, which is NULL without it. */
struct choice {
	enum choice_kind kind;
	const char *name;
	size_t offset;
};

/* The form of a program's states. */
struct partial_form {
	const char *version; /* the program and a number */
	const char *const *keys; /* the columns after period and groups */
	const struct counter *counters;
	const struct choice *choices; /* in the order in which they are recorded */
	size_t key_count, counter_count, choice_count;
};

/* The program sets the first three, and counters before it writes a state. */
struct partial {
	const struct partial_form *form;
	struct report *report;
	const void *options; /* the struct with the texts of the choices */
	bool write, merge; /* --partial, --merge */
	size_t counters; /* the state has the first n counters of its form */

	size_t groups; /* how many columns period and groups are */
	int64_t period; /* the latest */
	char *text; /* of the recorded options */
	const char **values; /* the recorded value of each choice, or NULL */
};

/* Exits with STATUS_USAGE if an option does not go with --partial or --merge. */
void partial_check(const struct partial *partial);

/* Writes the header of a state. stages are recorded; NULL: none are. */
void partial_put_header(const struct partial *partial, const struct stages *stages);
/* Writes the counters of a cell, or zeros for NULL, after its keys, and ends the row. */
void partial_put(const struct partial *partial, const void *cell);

/*
 * Opens the report's input, and takes what the header records: the report's periods,
 * groups and measure are those of the state. Exits with STATUS_DATA if this is no such state.
 */
void partial_open(struct partial *partial);
void partial_close(struct partial *partial);
/* The recorded value of an option, or NULL. */
const char *partial_value(const struct partial *partial, const char *name);

/*
 * The next row, after headers of further states; false at the end. Exits with
 * STATUS_DATA if such a header differs from the first.
 */
bool partial_next(const struct partial *partial, struct row *row);
/* The period of a row, 0 if there are none. Exits with STATUS_DATA if it is none. */
int64_t partial_period(struct partial *partial, const struct row *row);
/* A key of a row; the same as a duration in seconds. Exits with STATUS_DATA if it is none. */
struct span partial_key(const struct partial *partial, const struct row *row, size_t key);
int64_t partial_duration(
    const struct partial *partial, const struct row *row, size_t key);
/* Adds the counters of a row to a cell; exits with STATUS_DATA if one is no count. */
void partial_add(const struct partial *partial, const struct row *row, void *cell);

#endif
