/*
 * What the reports share: options, input, output, and the columns that a row begins
 * with. A report parses its options, with those of report_table among them, calls
 * report_setup and report_open_moves, does its work, and calls report_close.
 */
#ifndef LF_REPORT_H
#define LF_REPORT_H

#include <stdint.h>

#include "base/decimal.h"
#include "lead/moves.h"
#include "report/grouping.h"
#include "time/period.h"
#include "time/workclock.h"
#include "tsv/options.h"
#include "tsv/out.h"
#include "tsv/tsv.h"

/* Starts as { 0 }. */
struct report {
	const char *by, *tz, *year_start, *group; /* options as given, or NULL */
	const char *working; /* --calendar, or NULL */
	const char *sum; /* --sum, or NULL */
	struct common common;

	struct calendar *calendar; /* of --by; NULL: there are no periods */
	struct workclock *clock; /* of --calendar; NULL: durations are whole */
	struct measure measure; /* of durations in options, and of --unit */
	struct list groups; /* the columns of --group */
	struct grouping grouping; /* these columns in the input */
	struct names *names; /* of stages */
	struct tsv *tsv;
	struct moves *moves; /* or NULL */
	struct entered *entered; /* the stages that the moves enter, or NULL */
	struct out out;
};

/* The table of the options --by, --tz, --year-start and --group, for an OPT_TABLE entry. */
void report_table(struct report *report, struct opt table[5]);
/*
 * Checks these options; exits with STATUS_USAGE if one is wrong. by is the period
 * without --by, or NULL for none. From here on, times of options are in --tz.
 */
void report_setup(struct report *report, const char *by);
/* --unit in microseconds of that measure; text is NULL for days. Exits with STATUS_USAGE. */
int64_t report_unit(const char *text, struct measure measure);

/* Microseconds from one instant to a later one; with --calendar, those of work. */
static inline int64_t
report_between(const struct report *report, int64_t from, int64_t until)
{
	return report->clock == NULL ? until - from :
				       workclock_between(report->clock, from, until);
}

/* How long the visit lasted that a move ends or leaves open, in the same time. */
static inline int64_t
report_sojourn(const struct report *report, const struct move *move)
{
	return report->clock == NULL ?
	    move->sojourn :
	    workclock_between(report->clock, move->since, move->time);
}

/* The parts of enum move_part that report_sojourn needs. */
static inline unsigned
report_parts(const struct report *report)
{
	return report->clock == NULL ? MOVE_SOJOURN : MOVE_SOJOURN | MOVE_SINCE | MOVE_TIME;
}

/* Opens output and input. */
void report_open(struct report *report);
/* The same for moves, with these parts of enum move_part; finds the groups and --sum. */
void report_open_moves(struct report *report, unsigned parts);
/* Writes what is left, closes what is open, and frees the rest. */
void report_close(struct report *report);

/*
 * Once the moves have been read: reports on standard error if no move enters the stage
 * that an option names, "--target"; then, stages that moves enter in another spelling than
 * options name; and stages of the moves that the table lacks, which may be NULL. See
 * entered.h.
 */
void report_check_stage(const struct report *report, const char *option, uint32_t stage);
void report_check_spelling(const struct report *report);
void report_check_table(const struct report *report, const struct stages *table);
/*
 * The same, if no visit is open, as where moves were made with --open no: the latest time is
 * that of a move then, not of the log. what says which figures that harms.
 */
void report_check_open(const struct report *report, const char *what);

/* Finds the columns of --group. */
void report_bind(struct report *report, struct tsv *tsv);
/* The group of a row; see grouping_of. */
static inline struct span
report_group(struct report *report, const struct row *row)
{
	return grouping_of(&report->grouping, row);
}

/* Writes the names of the period and group columns, with a TAB after each. */
void report_put_header(const struct report *report, struct out *out);
/*
 * Ends the header line, which must be all that is written so far, and flushes it,
 * so that it goes out before any row is read. A column that occurs twice is a usage
 * error.
 */
void report_end_header(struct out *out);
/* Writes the period, if there are periods, and a TAB. */
void report_put_period(const struct report *report, struct out *out, int64_t period);
/* Writes the values of a group, with a TAB after each; missing ones as --null says. */
void report_put_group(const struct report *report, struct out *out, struct span group);
/* Writes both. */
void report_put_keys(
    const struct report *report, struct out *out, int64_t period, struct span group);
/* Writes the last columns of --members, a figure, a lead and its time, and an LF. */
void report_put_member(
    struct out *out, const char *column, struct span lead, int64_t time);

/* Writes num/den with that many places, half to even; a missing value if den is 0. */
void report_put_ratio(struct out *out, int128 num, int128 den, int places);
/* Writes a double as %.4f; a missing value if it is not a number. */
void report_put_double(struct out *out, double value);

#endif
