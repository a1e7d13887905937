/* What lf-import knows of vendors' exports, by name. */
#ifndef LF_PRESETS_H
#define LF_PRESETS_H

#include "base/list.h"
#include "tsv/out.h"

enum { PRESET_COLUMNS_MAX = 6, PRESET_WHERE_MAX = 3, PRESET_FORMATS_MAX = 8 };

/* An output column and its source (see source.h). */
struct preset_column {
	const char *name;
	const char *from;
	bool optional;
};

/* Records of which the value fits one of globs, parted by '|'; if there is such a column. */
struct preset_where {
	const char *from;
	const char *globs;
	bool optional;
};

struct preset {
	const char *name;
	bool ledger;
	/* time, then lead or amount, then the others; the last one has no name. */
	struct preset_column columns[PRESET_COLUMNS_MAX];
	struct preset_where where[PRESET_WHERE_MAX];
	const char *missing; /* values parted by '|', or NULL */
	/* Of times; no two of them read a text differently. */
	const char *formats[PRESET_FORMATS_MAX];
	bool preamble; /* lines may stand before the header */
	const char *footer; /* what records begin with that are totals, or NULL */
	bool utf16_tabs; /* what is in UTF-16 has TABs between its fields */
};

/* The preset of that name; exits with STATUS_USAGE and their names if there is none. */
const struct preset *preset_need(const char *name);
/* A preset all of whose columns are among these, or NULL. */
const struct preset *preset_for(const struct list *columns);
/* Writes what each preset sets: the columns preset, sets and from. */
void presets_list(struct out *out);

#endif
