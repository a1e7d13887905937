/*
 * Which records count: those that fit all conditions, of --where and of a preset, and
 * are not deleted. Rows that say that a lead was created count whatever the conditions
 * on their column say.
 */
#ifndef LF_WHERE_H
#define LF_WHERE_H

#include "lead/fit.h"
#include "lead/glob.h"

#include "missing.h"
#include "presets.h"

struct condition {
	struct source source;
	struct glob **globs; /* any of them */
	size_t count;
	bool flag; /* no globs: a flag of deletion */
	bool weak; /* a preset's, which gives way to an option's on its column */
	const char *text; /* as the option or the preset has it */
	struct fit fit;
};

struct conditions {
	struct condition *item;
	size_t count, room;
	struct condition created; /* without globs if there is none */
	/* A preset's field, of which one is to be chosen; no picks if a condition does so. */
	struct source choose;
};

/* Adds those of --where COL=GLOB; what does not parse is a usage error. */
void conditions_add(struct conditions *conditions, const struct texts *where);
void conditions_add_preset(struct conditions *conditions, const struct preset *preset);
void conditions_free(struct conditions *conditions);

/* Finds the sources; the first that is not there, or NULL. */
struct source *conditions_find(
    struct conditions *conditions, const struct csvheader *header);
/*
 * Drops the weak ones that give way, and created rows if values before a change are not
 * known, once all sources are found.
 */
void conditions_settle(struct conditions *conditions, bool has_old);

/* What a record is. */
enum record_kind { RECORD_BAD = -1, RECORD_LEFT_OUT, RECORD_COUNTS, RECORD_CREATED };
/* RECORD_BAD with the reason and its source. */
enum record_kind conditions_check(struct conditions *conditions, const struct csvread *csv,
    struct missing *missing, const struct source **source, struct reason *why);

/* Reports the condition that no record fits, if one was asked; preset is its name. */
void conditions_report(const struct conditions *conditions, const char *preset);

#endif
