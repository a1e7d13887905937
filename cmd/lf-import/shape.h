/*
 * The shape of lf-import's output: which columns it has, where their values
 * come from, and which records count; as options and a preset say.
 */
#ifndef LF_SHAPE_H
#define LF_SHAPE_H

#include "conditions.h"
#include "outputs.h"
#include "presets.h"
#include "source.h"

/* The values of the options. */
struct shape_options {
	const struct preset *preset; /* or NULL */
	const char *time, *lead, *amount;
	struct texts entered, keep, rename, set, where;
	bool all;
};

/* A stage, and the column with the time at which a lead entered it. */
struct entered {
	struct source source;
	struct span stage;
};

struct shape {
	const struct shape_options *options;
	bool ledger; /* time and amount; else events: time, lead and perhaps stage */
	struct source time, lead, amount;
	struct entered *entered;
	size_t entered_count;
	struct outputs outputs;
	struct conditions conditions;
	struct list *kept; /* of each --keep */
};

/* Exits with STATUS_USAGE for options that make no sense. */
struct shape *shape_new(const struct shape_options *options);
void shape_free(struct shape *shape);

/* Reads the header, and finds the sources; exits with STATUS_USAGE if one is missing. */
void shape_bind(struct shape *shape, struct csvread *csv);

#endif
