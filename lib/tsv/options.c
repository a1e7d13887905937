#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/digits.h"
#include "base/mem.h"
#include "time/zone.h"
#include "tsv/optionfiles.h"
#include "tsv/options.h"

#ifndef LEADFLOW_VERSION
#define LEADFLOW_VERSION "0.0.0"
#endif

enum { HELP_COLUMN = 30, HELP_WIDTH = 80 };

/* Prints text from HELP_COLUMN on; `used` columns of the first line are taken. */
static void
print_help_text(FILE *to, size_t used, const char *text)
{
	while (*text != '\0') {
		size_t word = strcspn(text, " ");

		if (used > HELP_COLUMN && used + 1 + word > HELP_WIDTH) {
			fputc('\n', to);
			used = 0;
		}
		if (used < HELP_COLUMN)
			used += (size_t)fprintf(to, "%*s", (int)(HELP_COLUMN - used), "");
		else
			used += (size_t)fprintf(to, " ");
		used += (size_t)fprintf(to, "%.*s", (int)word, text);
		text += word;
		text += strspn(text, " ");
	}
	fputc('\n', to);
}

static void
print_option(FILE *to, const char *name, const char *arg, const char *help)
{
	size_t used =
	    (size_t)fprintf(to, "  --%s%s%s", name, arg ? " " : "", arg ? arg : "");

	if (used >= HELP_COLUMN - 1) {
		fputc('\n', to);
		used = 0;
	}
	print_help_text(to, used, help);
}

static void
print_options(FILE *to, const struct opt *table)
{
	for (; table->name != NULL || table->kind == OPT_TABLE; table++) {
		if (table->kind == OPT_TABLE)
			print_options(to, table->to);
		else
			print_option(to, table->name, table->arg, table->help);
	}
}

/* An option as the synopsis has it. */
static size_t
format_option(char *word, size_t size, const struct opt *opt)
{
	bool needed = opt->kind == OPT_NEEDED;
	const char *space = opt->arg != NULL ? " " : "";
	const char *arg = opt->arg != NULL ? opt->arg : "";

	return (size_t)snprintf(word, size, "%s--%s%s%s%s%s", needed ? "" : "[", opt->name,
	    space, arg, needed ? "" : "]", opt_repeats(opt) ? "..." : "");
}

/* Adds the options of a table to the synopsis; returns the length of its last line. */
static size_t
print_synopsis_options(FILE *to, size_t used, size_t indent, const struct opt *table)
{
	for (; table->name != NULL || table->kind == OPT_TABLE; table++) {
		char word[128];
		size_t len;

		if (table->kind == OPT_TABLE) {
			used = print_synopsis_options(to, used, indent, table->to);
			continue;
		}
		len = format_option(word, sizeof(word), table);
		if (used + 1 + len > HELP_WIDTH)
			used = (size_t)fprintf(to, "\n%*s", (int)indent, "") - 1;
		used += (size_t)fprintf(to, " %s", word);
	}
	return used;
}

static void
print_synopsis(FILE *to, const struct program *program)
{
	size_t indent = (size_t)fprintf(to, "usage: %s", program->name);
	size_t used = print_synopsis_options(to, indent, indent, program->table);
	char rest[80];
	size_t len = (size_t)snprintf(rest, sizeof(rest), " [OPTION]...%s%s [FILE]...",
	    program->operand != NULL ? " " : "",
	    program->operand != NULL ? program->operand : "");

	if (used + 1 + len > HELP_WIDTH)
		fprintf(to, "\n%*s", (int)indent, "");
	fprintf(to, "%s\n", rest);
}

/* Exits with 0, if all output could be written. */
static _Noreturn void
finish_stdout(void)
{
	if (fflush(stdout) != 0 || ferror(stdout) || fclose(stdout) != 0)
		diag_data("standard output: write error:");
	exit(STATUS_OK);
}

static _Noreturn void
print_help(const struct program *program, const struct opt *shared)
{
	print_synopsis(stdout, program);
	printf("%s\n\n", program->purpose);
	print_options(stdout, program->table);
	printf("\nOptions of every filter:\n");
	print_options(stdout, shared);
	print_option(stdout, "help", NULL, "print this help (also -h)");
	print_option(stdout, "version", NULL, "print the version (also -V)");
	printf("\nExamples:\n%s", program->examples);
	finish_stdout();
}

static const struct opt *
find_option(const struct opt *table, struct span name)
{
	for (; table->name != NULL || table->kind == OPT_TABLE; table++) {
		const struct opt *found = table;

		if (table->kind == OPT_TABLE)
			found = find_option(table->to, name);
		else if (!span_equal(span_of(table->name), name))
			found = NULL;
		if (found != NULL)
			return found;
	}
	return NULL;
}

void
texts_add(struct texts *texts, const char *option, const char *text)
{
	size_t room = texts->room;

	texts->item = mem_grow(texts->item, texts->count, &texts->room, sizeof(*texts->item));
	if (texts->room > room)
		texts->option =
		    mem_resize(texts->option, texts->room, sizeof(*texts->option));
	texts->option[texts->count] = option;
	texts->item[texts->count++] = text;
}

void
texts_free(struct texts *texts)
{
	free(texts->item);
	free(texts->option);
}

/* Of an option that is given twice, the last value would count alone, without a word. */
static void
check_once(const struct opt *opt)
{
	size_t len = strlen(opt->arg);
	bool is_list = len > 4 && strcmp(opt->arg + len - 4, ",...") == 0;

	if (*(const char **)opt->to != NULL)
		diag_usage("option --%s is given twice%s%s", opt->name,
		    is_list ? ": its value is one list, " : "", is_list ? opt->arg : "");
}

/* Stores the value of an option. True if it took next, the argument after it. */
static bool
take_option(const struct opt *opt, const char *value, const char *next)
{
	bool took = false;

	if (opt->kind == OPT_FLAG || opt->kind == OPT_ALONE) {
		if (value != NULL)
			diag_usage("option --%s takes no value", opt->name);
		*(bool *)opt->to = true;
		return false;
	}
	if (value == NULL) {
		if (next == NULL)
			diag_usage("option --%s needs a value: %s", opt->name, opt->arg);
		value = next;
		took = true;
	}
	if (opt_repeats(opt)) {
		texts_add(opt->to, opt->name, value);
	} else {
		check_once(opt);
		*(const char **)opt->to = value;
	}
	return took;
}

/* Whether it must be given, and is not. */
static bool
lacks(const struct opt *opt)
{
	return opt->kind == OPT_NEEDED && *(const char **)opt->to == NULL;
}

static void
check_needed(const struct opt *table)
{
	for (; table->name != NULL || table->kind == OPT_TABLE; table++) {
		if (table->kind == OPT_TABLE)
			check_needed(table->to);
		else if (lacks(table))
			diag_usage("option --%s %s is needed", table->name, table->arg);
	}
}

/* Whether an OPT_ALONE was given. */
static bool
stands_alone(const struct opt *table)
{
	for (; table->name != NULL || table->kind == OPT_TABLE; table++)
		if (table->kind == OPT_ALONE && *(const bool *)table->to)
			return true;
	return false;
}

/* Parses an argument that begins with two dashes. True if it took next, too. */
static bool
parse_long(const struct program *program, const struct opt *shared, const char *arg,
    const char *next)
{
	const char *equals = strchr(arg, '=');
	struct span name = { arg + 2,
		equals != NULL ? (size_t)(equals - arg) - 2 : strlen(arg) - 2 };
	const struct opt *opt = find_option(program->table, name);

	if (opt == NULL)
		opt = find_option(shared, name);
	if (opt == NULL && span_equal(name, span_of("help")))
		print_help(program, shared);
	if (opt == NULL && span_equal(name, span_of("version"))) {
		printf("%s (leadflow) %s\n", program->name, LEADFLOW_VERSION);
		finish_stdout();
	}
	if (opt == NULL)
		diag_usage("unknown option --%.*s; see %s --help", (int)name.len, name.ptr,
		    program->name);
	return take_option(opt, equals != NULL ? equals + 1 : NULL, next);
}

/* The first argument that is no option may be another operand, as lf-split's COMMAND is. */
static void
take_operand(const struct program *program, struct common *common)
{
	if (program->operand == NULL || common->file_count == 0)
		return;
	common->operand = *common->files++;
	common->file_count--;
}

/* Parses the arguments; the files are left in common->files. */
static void
parse_arguments(const struct program *program, const struct opt *shared,
    struct common *common, int argc, char **argv)
{
	bool only_files = false;

	common->files = argv;
	for (int i = 1; i < argc; i++) {
		char *arg = argv[i];

		if (only_files || arg[0] != '-' || arg[1] == '\0')
			common->files[common->file_count++] = arg;
		else if (strcmp(arg, "--") == 0)
			only_files = true;
		else if (strcmp(arg, "-h") == 0)
			parse_long(program, shared, "--help", NULL);
		else if (strcmp(arg, "-V") == 0)
			parse_long(program, shared, "--version", NULL);
		else if (arg[1] != '-')
			diag_usage("unknown option %s; see %s --help", arg, program->name);
		else if (parse_long(program, shared, arg, argv[i + 1]))
			i++;
	}
	take_operand(program, common);
}

/*
 * Opens /dev/null in the place of each closed standard file, the wrong way round, so that
 * using it fails: otherwise the next file opened would take its place.
 */
static void
hold_standard_files(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

void
options_check_field(const char *option, struct span text)
{
	for (size_t i = 0; i < text.len; i++)
		if (memchr("\t\n\r", text.ptr[i], 3) != NULL)
			diag_usage("--%s: no field can hold a TAB, LF or CR", option);
}

static const char *
or_default(const char *value, const char *otherwise)
{
	return value != NULL ? value : otherwise;
}

static void
use_defaults(struct common *common)
{
	common->lead = or_default(common->lead, "lead");
	common->time = or_default(common->time, "time");
	common->stage = or_default(common->stage, "stage");
	common->null = or_default(common->null, "");
}

void
options_parse(const struct program *program, struct common *common, int argc, char **argv)
{
	struct opt names[] = {
		{ OPT_TEXT, "lead", "COL", "the column of the lead (lead)", &common->lead },
		{ OPT_TEXT, "time", "COL", "the column of the time (time)", &common->time },
		{ OPT_TEXT, "stage", "COL", "the column of the stage (stage)",
		    &common->stage },
		{ 0 },
	};
	struct opt shared[] = {
		{ OPT_TEXT, "columns", "A,B,C",
		    "the input has no header line; its columns are these",
		    &common->columns },
		{ OPT_FLAG, "no-header", NULL, "write no header line", &common->no_header },
		{ OPT_TEXT, "null", "STR",
		    "a field that is STR is missing; missing is written as STR",
		    &common->null },
		{ OPT_TEXT, "rejects", "FILE",
		    "rows that cannot be used go to FILE: file, line, reason, row",
		    &common->rejects },
		{ OPT_FLAG, "progress", NULL,
		    "every second, print rows, bytes and rate on a terminal",
		    &common->progress },
		{ OPT_TABLE, NULL, NULL, NULL, names },
		{ 0 },
	};

	hold_standard_files();
	diag_program(program->name);
	*common = (struct common){ 0 };
	if (program->names_columns)
		names[0] = (struct opt){ 0 };
	parse_arguments(program, shared, common, argc, argv);
	use_defaults(common);
	options_check_field("null", span_of(common->null));
	options_check_field("stage", span_of(common->stage));
	if (common->columns != NULL)
		options_check_field("columns", span_of(common->columns));
	if (stands_alone(program->table))
		return;
	if (common->file_count == 0 && isatty(STDIN_FILENO)) {
		print_synopsis(stderr, program);
		fprintf(stderr, "%s\nSee %s --help.\n", program->purpose, program->name);
		diag_usage("no FILE is given, and standard input is a terminal");
	}
	if (program->spares == NULL || !*program->spares)
		check_needed(program->table);
	if (program->operand != NULL && common->operand == NULL)
		diag_usage("%s is needed; see %s --help", program->operand, program->name);
	optionfiles_check(program->table, shared, common);
}

int64_t
options_integer(const char *name, const char *text, int64_t min, int64_t max)
{
	struct span left = span_of(text);
	bool negative = span_take_char(&left, '-');
	uint64_t number;

	if (digits_take(&left, SIZE_MAX, &number) > 0 && left.len == 0 &&
	    number <= INT64_MAX) {
		int64_t value = negative ? -(int64_t)number : (int64_t)number;

		if (value >= min && value <= max)
			return value;
	}
	diag_usage("--%s: '%s' is not a whole number from %lld to %lld", name, text,
	    (long long)min, (long long)max);
}

int64_t
options_duration(const char *name, const char *text, struct measure measure)
{
	struct reason why;
	int64_t usec;

	if (duration_parse(span_of(text), measure, &usec, &why) != 0)
		diag_usage("--%s: %s", name, why.text);
	return usec;
}

int64_t
options_time(const char *name, const char *text)
{
	struct reason why;
	int64_t usec;

	if (zone_parse(span_of(text), &usec, &why) != 0)
		diag_usage("--%s: %s", name, why.text);
	return usec;
}

int
options_choice(const char *name, const char *text, const char *choices)
{
	int place = 0;

	for (const char *at = choices;; at++, place++) {
		size_t len = strcspn(at, "|");

		if (span_equal((struct span){ at, len }, span_of(text)))
			return place;
		at += len;
		if (*at == '\0')
			diag_usage("--%s: '%s' is not one of %s", name, text, choices);
	}
}

void
options_pair(const char *name, const char *text, struct span *left, struct span *right)
{
	const char *equals = strchr(text, '=');

	if (equals == NULL || equals == text)
		diag_usage("--%s: '%s' is not of the form NAME=VALUE", name, text);
	*left = (struct span){ text, (size_t)(equals - text) };
	*right = span_of(equals + 1);
}
