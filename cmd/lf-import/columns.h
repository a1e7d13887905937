/*
 * The columns of lf-import's output: their names, and where the values come from.
 * One that an option asks for replaces a preset's of that name; one of --all never
 * does. --rename takes a column of the CSV first, then one that lf-import makes.
 */
#ifndef LF_COLUMNS_H
#define LF_COLUMNS_H

#include "tsv/options.h"
#include "tsv/out.h"

#include "source.h"

/* The columns that all output has: time, or from and until; lead or amount; stage. */
enum { COLUMNS_FIXED = 3 };

/* A column after them. */
struct output {
	struct span name;
	struct source source; /* without a text: a constant */
	bool weak; /* a preset's, which an option of that name replaces */
};

struct columns {
	struct span fixed[COLUMNS_FIXED]; /* names */
	size_t fixed_count;
	struct output *item; /* a preset's come first */
	size_t count, room, presets;
	const struct texts *renames; /* OLD=NEW, of --rename */
	bool *renamed; /* by each of them: it has been used */
};

void columns_init(struct columns *outputs, const struct texts *renames);
void columns_free(struct columns *outputs);

void columns_add_fixed(struct columns *outputs, const char *name);
/* All of a preset's, before any other. */
void columns_add_preset(struct columns *outputs, struct span name, struct source source);
/* Adds a column that an option names, or puts it in the place of a preset's. */
void columns_ask(struct columns *outputs, struct span name, struct source source);
/* Adds one that no option names. */
void columns_add_other(
    struct columns *outputs, const struct csvheader *header, size_t column);
/* A preset's column of that name that no option has replaced, or NULL. */
struct output *columns_preset(struct columns *outputs, const char *name);

/*
 * Gives all columns their names, once they have been added and their sources found in
 * the header. Exits with STATUS_USAGE if one has no name, or that of another, or if a
 * --rename has nothing to rename.
 */
void columns_name(struct columns *outputs, const struct csvheader *header);
/* Writes the header line. */
void columns_put_header(const struct columns *outputs, struct out *out);

#endif
