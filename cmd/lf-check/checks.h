/* The table that lf-check writes: a row for each check, with what it has found. */
#ifndef LF_CHECKS_H
#define LF_CHECKS_H

#include <stdint.h>

#include "base/span.h"
#include "tsv/out.h"

/* In the order of the table. */
enum check {
	CHECK_ROWS,
	CHECK_LEADS,
	CHECK_FIRST,
	CHECK_LAST,
	CHECK_BAD_ROW,
	CHECK_BAD_TIME,
	CHECK_NO_LEAD,
	CHECK_OUT_OF_ORDER,
	CHECK_NEWEST_FIRST,
	CHECK_REPEATED,
	CHECK_TIED,
	CHECK_BLANKS,
	CHECK_ALIKE,
	CHECK_UNKNOWN_STAGE,
	CHECK_UNUSED_STAGE,
	CHECK_OLD_DIFFERS,
	CHECK_SENTINEL,
	CHECK_EMPTY_DAYS,
	CHECK_BUSIEST_DAY,
	CHECK_SINGLE,
	CHECK_CURRENT_DIFFERS,
	/* It has no row: see checks_note. */
	CHECK_ALIKE_LEADS,
	CHECKS
};

/* What some checks need, and have or not. */
enum need {
	NEED_STAGES = 1 << 0, /* the options */
	NEED_OLD = 1 << 1,
	NEED_CURRENT = 1 << 2,
	NEED_STAGE = 1 << 3, /* the column */
};

/* Where something was found. */
struct place {
	const char *file; /* its name, or NULL: the input is one file, and this is in it */
	uint64_t line; /* 0: nowhere */
};

struct finding {
	uint64_t count;
	struct place place; /* of the first one */
	struct span example; /* a copy */
};

/* It starts as { 0 }. Checks whose needs are not in `has` are left out. */
struct checks {
	unsigned has;
	bool fails[CHECKS]; /* --fail */
	struct finding finding[CHECKS];
};

void checks_free(struct checks *checks);

/*
 * Takes the value of --fail. A check that is none, that counts nothing, or that needs an
 * option which is not in `has` is a usage error. Returns whether one needs the stage.
 */
bool checks_fail_on(struct checks *checks, const char *names);
/* Whether a check of --fail has counted something; standard error then says which. */
bool checks_failed(const struct checks *checks);

/* Sets where the first one was found, and a copy of the example; both may be set again. */
void checks_show(
    struct checks *checks, enum check check, struct place place, struct span example);

/* Counts one. */
static inline void
checks_count(
    struct checks *checks, enum check check, struct place place, struct span example)
{
	if (checks->finding[check].count++ == 0)
		checks_show(checks, check, place, example);
}

void checks_put_header(struct out *out);
void checks_put(const struct checks *checks, struct out *out);
/* Says on standard error what a check without a row has found. */
void checks_note(const struct checks *checks);

#endif
