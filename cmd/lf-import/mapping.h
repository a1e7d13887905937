/*
 * The mapping of lf-import's output: which columns it has, where their values come
 * from, and which records count; as options and a preset say.
 */
#ifndef LF_MAPPING_H
#define LF_MAPPING_H

#include "columns.h"
#include "enteredcolumns.h"
#include "missing.h"
#include "presets.h"
#include "where.h"

/* The values of the options. */
struct mapping_options {
	const struct preset *preset; /* or NULL */
	const char *lead, *amount, *span;
	struct texts time, entered, rename, where;
	struct texts columns; /* --keep and --set, in their order */
	bool all;
};

/* What says when: one or two columns, a span of days, or a date for each stage. */
enum mapping_when { WHEN_TIME, WHEN_SPAN, WHEN_ENTERED };

enum { TIMES_MAX = 2 };

/* A date and its time of day in another column; one of them, mostly. */
struct time_source {
	struct source part[TIMES_MAX];
	size_t parts; /* 0: there is none */
};

struct mapping {
	const struct mapping_options *options;
	struct csvheader *header;
	bool ledger; /* of amounts; else events, of leads */
	enum mapping_when when;
	struct time_source time;
	struct time_source without; /* a preset's time, for files without from and until */
	struct time_source *at; /* of these two, the one that the file has */
	struct source from, until; /* of a span */
	struct list span; /* the names of --span */
	struct source lead, amount;
	struct entered entered;
	struct columns outputs;
	struct output
	    *value; /* a preset's, which is empty when a lead was created; or NULL */
	struct conditions conditions;
	struct list *kept; /* of each --keep */
	size_t kept_count;
	/* Of the preset: rows without it are totals; its text is NULL if there is none. */
	struct source campaign;
};

/* Exits with STATUS_USAGE for options that make no sense. */
struct mapping *mapping_new(const struct mapping_options *options);
void mapping_free(struct mapping *mapping);

/*
 * The column that names the currency of a ledger's amounts, if the output has not got it;
 * or -1. The mapping is bound.
 */
long mapping_lost_currency(const struct mapping *mapping);

/* Reads the header, and finds the sources; exits with STATUS_USAGE if one is missing. */
void mapping_bind(struct mapping *mapping, struct csvread *csv);

#endif
