/*
 * The options that a state records: those that chose its rows, periods and groups. As
 * text they are words as a shell has them, "--by=month --handed=Sales\ lead".
 */
#ifndef LF_RECORDED_H
#define LF_RECORDED_H

#include "base/text.h"
#include "tsv/options.h"

/*
 * An option, and the value that it has where it is not given; NULL for none. Of one whose
 * value is a file, not its name is recorded, but what matters of it: its content.
 */
struct recorded_name {
	const char *name, *otherwise;
	bool is_file;
};

/* Those of a program that were found in its table. Starts as { 0 }. */
struct recorded {
	struct recorded_option {
		struct opt opt;
		const char *otherwise;
		bool is_file;
		char *content; /* of a file, or NULL */
	} *item;
	size_t count, room;
	char *text; /* of recorded_take, cut into its words */
};

/* Whether an option of a table was given. */
bool recorded_given(const struct opt *opt);
void recorded_add(struct recorded *recorded, const struct opt *opt, const char *otherwise,
    bool is_file);
void recorded_free(struct recorded *recorded);

/* Sets the content of the file of an option. */
void recorded_set_content(struct recorded *recorded, const char *name, struct span content);
/* The same as it is recorded; NULL if it is not. */
const char *recorded_content(const struct recorded *recorded, const char *name);
/*
 * Adds all options that are given, and contents that are set, as " --name=value", with a
 * backslash before blanks and backslashes of the value.
 */
void recorded_put(const struct recorded *recorded, struct text *text);
/*
 * Gives the options the values of such a text. Exits with STATUS_USAGE if one is given
 * already, with another value. Options of files are left as they are; their content is set.
 */
void recorded_take(struct recorded *recorded, struct span text);

#endif
