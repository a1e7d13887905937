/*
 * What lf-import knows of vendors' exports, by name: rows of TSV, `preset sets from`,
 * built in or in a file. `sets` is a column of the output, with its source (see
 * source.h) as `from`, or one of the words below.
 *
 *	time from until lead amount	the columns that all output has; a second time
 *			is for files without from and until
 *	entered		COL|...=STAGE, as --entered has it
 *	where		COL|...=GLOB|..., as --where has it
 *	created		the same: rows that say that a lead was created
 *	choose		COL|...: the field that a row is a change of; one is to be chosen
 *	deleted		COL|...: a flag of deletion
 *	set		NAME=VALUE, as --set has it
 *	missing time-format month-names zone decimal delimiter encoding skip-lines
 *			what the options of that name say
 *	utf16-delimiter	what separates fields of UTF-16
 *	preamble	yes: lines may stand before the header
 *	daily		TEXT: a line of the preamble that begins as TEXT does, up to its
 *			colon, has to be TEXT
 *	footer		GLOB: what the first record of a report's footer is; see csvread.h
 *	ids		salesforce: ids of 15 characters get the 3 that complete them
 */
#ifndef LF_PRESETS_H
#define LF_PRESETS_H

#include "tsv/out.h"

#include "source.h"

struct preset;

/*
 * The preset of that name, or in the file of that name, if it has a slash; to be freed.
 * Exits with STATUS_USAGE if there is none; for a file that does not hold just one, too.
 */
struct preset *preset_open(const char *name);
void preset_free(struct preset *preset);
const char *preset_name(const struct preset *preset);
/* Whether it is built in: no two of its formats of times read a text differently. */
bool preset_is_builtin(const struct preset *preset);

/* The nth value of sets, from 0; NULL if there are not as many. preset may be NULL. */
const char *preset_value(const struct preset *preset, const char *sets, size_t nth);
/*
 * The columns of the output that are none of the words above, and those of set, one a
 * call, in order; false after the last. *next starts at 0.
 */
bool preset_next_column(
    const struct preset *preset, size_t *next, struct span *name, struct source *source);

/* The nth built-in preset, from 0; NULL after the last. */
struct preset *preset_builtin(size_t nth);
/* Writes the built-in presets as a file of their form. */
void presets_list(struct out *out);

#endif
