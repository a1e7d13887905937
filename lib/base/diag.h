/* Messages on standard error, and the only way in which a program ends in failure. */
#ifndef LF_DIAG_H
#define LF_DIAG_H

#include "base/span.h"

enum status {
	STATUS_OK = 0,
	STATUS_DATA = 1, /* bad data, input or output error, out of memory */
	STATUS_USAGE = 2, /* bad option, missing or duplicate column */
};

/* Why something failed, in words that a person can act on. */
struct reason {
	char text[512];
};

enum { QUOTED_MAX = 128 };

/* Sets the name of the program, which begins every message; "leadflow" until then. */
void diag_program(const char *name);
const char *diag_name(void);

/*
 * Has the handler called before a failing program ends, to flush output for instance.
 * The last one added is called first.
 */
void diag_before_exit(void (*handler)(void *), void *data);
/* Removes the handlers that were added with this data. */
void diag_forget(void *data);

/*
 * How a failure goes down the pipe: a program that ends with another status than 0
 * ends its standard output with one more line, its message after these bytes. A
 * program that reads such a line fails in its turn, and passes the line on.
 */
#define FAILURE_MARK "\030lf-"
/* Has the failure line be this one, which another program wrote; it has no LF. */
void diag_pass_on(struct span line);
/* For handlers of diag_before_exit: the failure line that will be written, without its LF. */
struct span diag_failure(void);
/* Has none be written, since standard output is a file that is to stay as it is. */
void diag_spare_output(void);

/* Writes why, and returns -1, so that a parser can `return fail(why, ...)`. */
int fail(struct reason *why, const char *format, ...) __attribute__((format(printf, 2, 3)));
#ifdef LINT /* analyzers look into one file at a time */
#define fail(...) ((fail)(__VA_ARGS__), -1)
#endif

/* The same, with text before the words, as quote gives it: 'x' is not a count. */
int fail_quoted(struct reason *why, struct span text, const char *words);

/* text in quotation marks, with unprintable bytes escaped; a long one is cut short. */
const char *quote(char buf[QUOTED_MAX], struct span text);

/*
 * Writes one line, "NAME: message", with unprintable bytes escaped. A message that
 * ends in a colon is followed by the error that errno stands for.
 */
void diag_note(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The same, then exit with STATUS_DATA, after the failure line. */
_Noreturn void diag_data(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The same, then exit with STATUS_USAGE. */
_Noreturn void diag_usage(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
