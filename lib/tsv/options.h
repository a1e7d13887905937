/*
 * Command lines: one table of options in each program, from which they are
 * parsed and the help is written, and the options that every filter has.
 */
#ifndef LF_OPTIONS_H
#define LF_OPTIONS_H

#include <stdint.h>

#include "base/diag.h"
#include "base/span.h"

/* Several texts, in order: of an option that is repeated. */
struct texts {
	const char **item;
	size_t count, room;
};

enum opt_kind {
	OPT_FLAG, /* to: bool */
	OPT_ALONE, /* the same; the program reads no input then */
	OPT_TEXT, /* to: const char *, the last one given */
	OPT_NEEDED, /* the same, and it must be given */
	OPT_REPEAT, /* to: struct texts, all that are given */
	OPT_TABLE, /* to: a table of more options, listed here */
};

/* One option. A table of them ends with a zeroed one. */
struct opt {
	enum opt_kind kind;
	const char *name; /* without the dashes */
	const char *arg; /* what its value is called in the help */
	const char *help;
	void *to;
};

struct program {
	const char *name;
	const char *purpose; /* one sentence */
	const char *examples; /* two lines or more, each ended by LF */
	const struct opt *table; /* its own options */
	bool names_columns; /* --lead, --time and --stage are its own affair */
};

/* What every filter has; see leadflow(7). */
struct common {
	const char *columns;
	bool no_header;
	const char *null;
	const char *rejects;
	bool progress;
	const char *lead, *time, *stage;
	char **files;
	size_t file_count;
};

/*
 * Parses the command line, which is reordered so that files come last. Answers
 * --help and --version and exits with 0; exits with STATUS_USAGE for what is
 * wrong, or with the short help if standard input would be a terminal.
 */
void options_parse(
    const struct program *program, struct common *common, int argc, char **argv);

/* Exits if what an option has written to the output is no field, for it has a TAB or LF. */
void options_check_field(const char *option, struct span text);
/* The values of options; what does not parse is a usage error that names the option. */
int64_t options_integer(const char *name, const char *text, int64_t min, int64_t max);
int64_t options_duration(const char *name, const char *text);
/* A time without a zone is in the zone of --tz, which must be known by then. */
int64_t options_time(const char *name, const char *text);
/* The place of text among choices, which are parted by '|'. */
int options_choice(const char *name, const char *text, const char *choices);
/* COL=TEXT, split at the first '='. */
void options_pair(
    const char *name, const char *text, struct span *left, struct span *right);

#endif
