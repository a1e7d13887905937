/* Messages on standard error, and the one way out of a program that failed. */
#ifndef LF_DIAG_H
#define LF_DIAG_H

#include "base/span.h"

enum status {
	STATUS_OK = 0,
	STATUS_DATA = 1, /* bad data, input or output error, out of memory */
	STATUS_USAGE = 2, /* bad option, missing or duplicate column */
};

/* Why something failed, in words a person can act on. */
struct reason {
	char text[512];
};

enum { QUOTED_MAX = 128 };

/* Names the program in every message from here on. */
void diag_program(const char *name);
const char *diag_name(void);

/*
 * What to do before a failing program ends, such as flushing what is written;
 * one call for each handler, run in reverse order.
 */
void diag_before_exit(void (*handler)(void *), void *data);
/* Takes the handler for data off again. */
void diag_forget(void *data);

/*
 * How a failure goes down the pipe: a program that ends with another status than 0
 * ends its standard output with one more line, its message after these bytes. A
 * program that reads such a line fails in its turn, and passes the line on.
 */
#define FAILURE_MARK "\030lf-"
/* Has the failure line be this one, which another program wrote; it has no LF. */
void diag_pass_on(struct span line);
/* Has none be written, since standard output is a file that is to stay as it is. */
void diag_spare_output(void);

/* Writes why, and returns -1, so that a parser can `return fail(why, ...)`. */
int fail(struct reason *why, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* text in quotation marks, unprintable bytes escaped, cut short if it is long. */
const char *quote(char buf[QUOTED_MAX], struct span text);

/*
 * One line, "NAME: message", unprintable bytes escaped. A message that ends in
 * a colon gets the words for errno after it.
 */
void diag_note(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The same, then exit with STATUS_DATA, after the failure line. */
_Noreturn void diag_data(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The same, then exit with STATUS_USAGE. */
_Noreturn void diag_usage(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
