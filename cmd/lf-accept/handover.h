/*
 * What became of leads that were handed over: each lead's first hand-over, the
 * decision on it, and what happened beside that. The definitions are those of
 * lf-accept(1).
 */
#ifndef LF_HANDOVER_H
#define LF_HANDOVER_H

#include <stdint.h>

#include "base/diag.h"
#include "base/names.h"

/* What a stage means here. */
enum role { ROLE_NONE, ROLE_HANDED, ROLE_ACCEPTED, ROLE_REJECTED };

/* The roles of stages, by their numbers in names. Starts as { 0 }. */
struct roles {
	enum role *role; /* to be freed */
	uint32_t last; /* the highest number of a stage with a role */
};

/*
 * Gives a stage its role, while names holds only stages that have one; exits
 * with STATUS_USAGE if it has one already.
 */
void roles_set(
    struct roles *roles, struct names *names, struct span stage, enum role role);
/* The same for each stage of an option's list. */
void roles_set_list(
    struct roles *roles, struct names *names, const char *text, enum role role);

static inline enum role
roles_of(const struct roles *roles, uint32_t stage)
{
	return stage <= roles->last ? roles->role[stage] : ROLE_NONE;
}

/* A lead's first entry into a stage of some role. */
struct entry {
	int64_t time;
	uint32_t group;
	bool made;
};

/* The fields are the point. */
struct handover {
	struct entry handed, accepted, rejected; /* whatever came before */
	enum role decision; /* the first one after the hand-over, or ROLE_NONE */
	int64_t decided; /* its time */
	bool direct; /* the first acceptance came before any hand-over */
	bool reversed; /* the decision was to accept, and a rejection came later */
};

/*
 * A lead enters a stage of that role, which is not ROLE_NONE. 0, or -1 with the
 * reason where the time is before that of the hand-over.
 */
int handover_take(struct handover *lead, int64_t time, uint32_t group, enum role role,
    struct reason *why);

#endif
