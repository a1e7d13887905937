/* What a stage means to lf-accept: --handed, --accepted and --rejected. */
#ifndef LF_ROLES_H
#define LF_ROLES_H

#include <stdint.h>

#include "base/names.h"

enum role { ROLE_NONE, ROLE_HANDED, ROLE_ACCEPTED, ROLE_REJECTED };

/* The roles of stages, by their numbers in names. Starts as { 0 }. */
struct roles {
	enum role *role;
	uint32_t last; /* the highest number of a stage with a role */
};

/*
 * Gives a stage its role, while names holds only stages that have one. Exits with
 * STATUS_USAGE if the stage has one already.
 */
void roles_set(
    struct roles *roles, struct names *names, struct span stage, enum role role);
/* The same for each stage of an option's list. */
void roles_set_list(
    struct roles *roles, struct names *names, const char *text, enum role role);
void roles_free(struct roles *roles);

static inline enum role
roles_of(const struct roles *roles, uint32_t stage)
{
	return stage <= roles->last ? roles->role[stage] : ROLE_NONE;
}

#endif
