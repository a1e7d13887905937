/*
 * Exports with one row a lead and a column of dates for each stage: which columns these
 * are, and their stages, from --entered COL=STAGE or a preset.
 */
#ifndef LF_ENTEREDCOLUMNS_H
#define LF_ENTEREDCOLUMNS_H

#include "tsv/options.h"

#include "source.h"

/* A value of the option: COL or a pattern of columns, and STAGE or '*'. */
struct entered_rule {
	struct source source;
	struct span stage;
};

/* A column of the file, and its stage. */
struct entered_column {
	struct source source;
	struct span stage;
	struct text made; /* the stage, if it is part of the column's name */
};

struct entered {
	struct entered_rule *rule;
	size_t rules, rule_room;
	struct entered_column *item;
	size_t count, room;
};

/*
 * Adds COL=STAGE, split at the last '='. A preset's COL has alternatives, and its STAGE
 * may be empty for columns that are no stage's though a later pattern fits them.
 */
void enteredcolumns_add(struct entered *entered, const char *text, bool preset);
void enteredcolumns_free(struct entered *entered);

/*
 * Finds the columns, in the order of the rules, and for a pattern in that of the
 * header. taken are columns that other options name, which patterns leave out; those
 * found are taken too. False if a rule of an option has no column, which is *lacks, or
 * none of a preset's has one.
 */
bool enteredcolumns_find(struct entered *entered, const struct csvheader *header, bool *taken,
    struct source **lacks);

#endif
