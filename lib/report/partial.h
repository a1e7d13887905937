/*
 * States, which --partial writes and --merge reads: what a report counted in a part of
 * the log, as TSV. The columns are period and groups, the keys of the program, then
 *
 *   figure  what is counted
 *   value   of figures that are counted by duration or by time: seconds, or a time
 *   count   how many; or a sum, an exact decimal
 *
 * and an empty one, whose name has the version of the state, the options that chose what
 * was counted, and a hash of the header. Rows of equal keys, figure and value add up, so
 * that states are merged by reading one after the other, in any order.
 *
 * The module has figures of its own: `entered` and `named` are stages that the moves
 * entered or only named, `as-of` is the time of open rows, `latest` that of the latest
 * row, where it is another, `worked` what partial_clock makes of the later of the two, and
 * `end` counts the rows of a state. The value of an end is
 * the sum, modulo 2^64, of the FNV-1a hashes of the header and the rows, so that rows may
 * come in any order. One header, or the end of a file, checks all rows since the last.
 */
#ifndef LF_PARTIAL_H
#define LF_PARTIAL_H

#include "lead/stages.h"
#include "report/amounts.h"
#include "report/durations.h"
#include "report/partialoptions.h"
#include "report/report.h"

/* What the rows of a figure hold beside their keys. */
enum kept_kind {
	KEPT_COUNT, /* a count */
	KEPT_DURATION, /* a count of each duration, of 0 or more */
	KEPT_TIME, /* a count of each time */
	KEPT_SUM, /* a sum, which is a decimal */
	KEPT_DURATION_SUM, /* a sum for each duration */
	KEPT_TIME_SUM, /* a sum for each time */
};

static inline bool
kept_is_sum(enum kept_kind kind)
{
	return kind >= KEPT_SUM;
}

struct kept {
	const char *name;
	enum kept_kind kind;
};

/*
 * The figures of what is seen of amounts, which stand together: amounts_unit, which is not to
 * be added up; how many are missing; and, as the first key, the currencies.
 */
#define PARTIAL_AMOUNTS \
	{ "unit", KEPT_SUM }, { "missing", KEPT_COUNT }, { "currency", KEPT_COUNT }
#define PARTIAL_AMOUNTS_UNDATED "unit", "missing", "currency"

/*
 * The form of a program's states. All options of the program's table go with --merge,
 * but for these: --group, --by, --tz, --year-start and those that are recorded go with
 * --partial; with --merge they may be repeated. Those that are alone go with neither.
 * Undated figures are in no period. Each list ends with a NULL name.
 */
struct partial_form {
	const char *version; /* the program, a dash and a number */
	const char *by; /* the period without --by, or NULL for none */
	const char *const *keys; /* the columns after period and groups */
	const struct kept *kept;
	const char *const *undated; /* or NULL for none */
	const struct partialoptions_name *recorded;
	const char *const *alone;
	bool clocked; /* figures have times of partial_clock */
};

enum { PARTIAL_KEYS = 3 };
#define PARTIAL_UNDATED INT64_MIN

/* A row of a state. */
struct partial_row {
	int64_t period; /* or PARTIAL_UNDATED: the row has none */
	struct span group; /* as report_group has it */
	struct span key[PARTIAL_KEYS];
	size_t kept; /* the figure's place in its list */
	int64_t value; /* microseconds; 0 for KEPT_COUNT and KEPT_SUM */
	uint64_t count;
	int128 sum; /* in place of count, for sums */
};

/* A row whose figures depend on as-of: it waits until all rows are read. */
struct partial_waiting {
	void *to; /* what it counts in */
	size_t kept;
	int64_t value;
	uint64_t count;
	int128 sum;
};

/* The program sets the first two, and has --partial and --merge set the others. */
struct partial {
	const struct partial_form *form;
	struct report *report;
	bool write, merge;

	struct partialoptions recorded;
	size_t keys, groups; /* how many columns */
	struct span header; /* the first one that was read */
	struct text text; /* of the header, then of a row */
	struct map *sums; /* of partial_add */
	struct names *texts; /* of the groups and keys of these */
	struct entered entered; /* by --merge */
	struct instant_memo *memo;
	int64_t period; /* the latest */
	uint64_t total; /* of the counts that were read */
	size_t recent; /* the latest figure of the program */
	int64_t as_of, latest; /* INSTANT_MIN: there is none; latest is set if there are no moves */
	int64_t worked; /* by --merge; INSTANT_MIN: nothing */
	struct partial_waiting *waiting;
	size_t waiting_count, waiting_room;
	struct partial_check {
		uint64_t header; /* its hash */
		uint64_t rows, hash; /* since the last check: that were read, the sum */
		uint64_t ends, counted, summed; /* and what the rows of ends say */
		uint64_t line; /* of the last row */
	} check;
};

/*
 * After the options are parsed. Exits with STATUS_USAGE if one does not go with
 * --partial, or with --merge. Does nothing without these.
 */
void partial_options(struct partial *partial, const struct opt *table);
/*
 * For --merge, before the program looks at its options: opens the report's input, and
 * gives the program the options that the first header records. Exits with STATUS_DATA if
 * that is no such state, with STATUS_USAGE if an option was given with another value.
 */
void partial_open(struct partial *partial);
/* Exits with STATUS_DATA: the header lacks an option that each state of the program has. */
_Noreturn void partial_lacks(const struct partial *partial, const char *option);
/*
 * The table of --stages, which is path, or of the recorded list; NULL without either. To
 * be called in place of stages_read where --stages is recorded, as a list of its stages.
 */
struct stages *partial_stages(struct partial *partial, const char *path);
/*
 * Where --calendar is recorded, by the length of its day and week: to be called after
 * report_setup. The report's measure is that of the states.
 */
void partial_measure(struct partial *partial);
void partial_close(struct partial *partial);

#endif
