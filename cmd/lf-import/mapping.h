/*
 * The mapping of lf-import's output: which columns it has, where their values
 * come from, and which records count; as options and a preset say.
 */
#ifndef LF_MAPPING_H
#define LF_MAPPING_H

#include "where.h"
#include "columns.h"
#include "presets.h"
#include "source.h"

/* The values of the options. */
struct mapping_options {
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

struct mapping {
	const struct mapping_options *options;
	bool ledger; /* time and amount; else events: time, lead and perhaps stage */
	struct source time, lead, amount;
	struct entered *entered;
	size_t entered_count;
	struct columns outputs;
	struct conditions conditions;
	struct list *kept; /* of each --keep */
};

/* Exits with STATUS_USAGE for options that make no sense. */
struct mapping *mapping_new(const struct mapping_options *options);
void mapping_free(struct mapping *mapping);

/* Reads the header, and finds the sources; exits with STATUS_USAGE if one is missing. */
void mapping_bind(struct mapping *mapping, struct csvread *csv);

#endif
