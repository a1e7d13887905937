/*
 * The columns of lf-import's output: their names, and where the values come from.
 * One that an option asks for replaces a preset's of that name; one of --all never
 * does. --rename takes a column of the CSV first, then one that lf-import makes.
 */
#ifndef LF_OUTPUTS_H
#define LF_OUTPUTS_H

#include "tsv/options.h"
#include "tsv/out.h"

#include "source.h"

/* The columns that all output has come first: time, then lead or amount, then stage. */
enum { OUTPUTS_FIXED = 3 };

/* A column behind them. */
struct output {
	struct span name;
	struct source source; /* without a text: a constant */
	bool weak; /* a preset's, which an option of that name replaces */
};

struct outputs {
	struct span fixed[OUTPUTS_FIXED]; /* names */
	size_t fixed_count;
	struct output *item;
	size_t count, room;
	const struct texts *renames; /* OLD=NEW, of --rename */
	bool *renamed; /* by each of them: it has been used */
};

void outputs_init(struct outputs *outputs, const struct texts *renames);
void outputs_free(struct outputs *outputs);

void outputs_add_fixed(struct outputs *outputs, const char *name);
void outputs_add_preset(struct outputs *outputs, struct span name, struct source source);
/* Adds a column that an option names, or puts it in the place of a preset's. */
void outputs_ask(struct outputs *outputs, struct span name, struct source source);
/* Adds one that no option names: the column of the CSV that the source's text names. */
void outputs_add_other(struct outputs *outputs, struct source source);

/*
 * Gives all columns their names, once they have been added and their sources found
 * among the columns of the CSV. Exits with STATUS_USAGE if one has no name, or that
 * of another, or if a --rename has nothing to rename.
 */
void outputs_name(struct outputs *outputs, const struct list *columns);
/* Writes the header line. */
void outputs_put_header(const struct outputs *outputs, struct out *out);

#endif
