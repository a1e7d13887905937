/*
 * The options that a state records: those that chose its rows, periods and groups. As
 * text they are words as a shell has them, "--by=month --handed=Sales\ lead".
 */
#ifndef LF_PARTIALOPTIONS_H
#define LF_PARTIALOPTIONS_H

#include "base/text.h"
#include "tsv/options.h"

/*
 * An option, and the value that it has where it is not given; NULL for none. Of one whose
 * value is a file, not its name is recorded, but what matters of it: its content.
 */
struct partialoptions_name {
	const char *name, *otherwise;
	bool is_file;
};

/* Those of a program that were found in its table. Starts as { 0 }. */
struct partialoptions {
	struct partialoptions_option {
		struct opt opt;
		const char *otherwise;
		bool is_file;
		char *content; /* of a file, or NULL */
	} *item;
	size_t count, room;
	char *text; /* of partialoptions_take, cut into its words */
};

/* Whether an option of a table was given. */
bool partialoptions_given(const struct opt *opt);
void partialoptions_add(struct partialoptions *recorded, const struct opt *opt,
    const char *otherwise, bool is_file);
void partialoptions_free(struct partialoptions *recorded);

/* Sets the content of the file of an option. */
void partialoptions_set_content(
    struct partialoptions *recorded, const char *name, struct span content);
/* The same as it is recorded; NULL if it is not. */
const char *partialoptions_content(const struct partialoptions *recorded, const char *name);
/*
 * Adds all options that are given, and contents that are set, as " --name=value", with a
 * backslash before blanks and backslashes of the value.
 */
void partialoptions_put(const struct partialoptions *recorded, struct text *text);
/*
 * Gives the options the values of such a text. Exits with STATUS_USAGE if one is given
 * already, with another value. Options of files are left as they are; their content is set.
 */
void partialoptions_take(struct partialoptions *recorded, struct span text);

#endif
