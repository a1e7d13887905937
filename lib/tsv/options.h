/*
 * Command lines. Each program has one table of options, from which they are parsed and
 * the help is printed; the options of all filters are added here. Not by getopt_long,
 * which lets users abbreviate: a new option would break scripts that do.
 */
#ifndef LF_OPTIONS_H
#define LF_OPTIONS_H

#include <stdint.h>

#include "base/diag.h"
#include "base/span.h"
#include "time/duration.h"

/* The values of an option that is repeated, or of several options, in order. */
struct texts {
	const char **item;
	const char **option; /* the name of the one that each is from */
	size_t count, room;
};

enum opt_kind {
	OPT_FLAG, /* to: bool */
	OPT_ALONE, /* to: bool; if it is given, the program reads no input */
	OPT_TEXT, /* to: const char *, the last one given */
	OPT_NEEDED, /* to: const char *; it must be given */
	OPT_REPEAT, /* to: struct texts, all of those given */
	OPT_TABLE, /* to: another table, whose options take this place */
};

/* One option. A table of them ends with a zeroed one. */
struct opt {
	enum opt_kind kind;
	const char *name; /* without the dashes */
	const char *arg; /* the name of its value in the help; NULL for none */
	const char *help;
	void *to;
};

/* Whether its value is a struct texts. */
static inline bool
opt_repeats(const struct opt *opt)
{
	return opt->kind == OPT_REPEAT;
}

struct program {
	const char *name;
	const char *purpose; /* one sentence */
	const char *examples; /* two lines or more, each ended by LF */
	const struct opt *table; /* its own options */
	bool names_columns; /* it has --lead, --time and --stage of its own */
	const bool *spares; /* if that is true, no option is needed; or NULL */
	const char *operand; /* the name of the argument before the files, or NULL */
};

/* The options of all filters, see leadflow(7), and the files. */
struct common {
	const char *columns;
	bool no_header;
	const char *null;
	const char *rejects;
	bool progress;
	const char *lead, *time, *stage;
	const char *operand; /* the argument before the files, if the program has one */
	char **files;
	size_t file_count;
};

/*
 * Parses the command line. argv is reordered: it begins with the files then. Prints
 * --help or --version and exits with 0. Exits with STATUS_USAGE on any error, and, with
 * the short help, if the input would be a terminal.
 */
void options_parse(
    const struct program *program, struct common *common, int argc, char **argv);

/* Exits if text, which the option writes to the output, has a TAB, LF or CR: no field can. */
void options_check_field(const char *option, struct span text);
/*
 * The value of the option --name: a whole number from min to max, a duration in
 * microseconds, with days of that measure, a time. A value that is none is a usage error
 * that names the option.
 */
int64_t options_integer(const char *name, const char *text, int64_t min, int64_t max);
int64_t options_duration(const char *name, const char *text, struct measure measure);
/* A time without a zone is in that of zone_use, which must be called before. */
int64_t options_time(const char *name, const char *text);
/* The place of text among choices, which are separated by '|'. */
int options_choice(const char *name, const char *text, const char *choices);
void texts_add(struct texts *texts, const char *option, const char *text);
void texts_free(struct texts *texts);
/* Splits NAME=VALUE at the first '='. */
void options_pair(
    const char *name, const char *text, struct span *left, struct span *right);

#endif
