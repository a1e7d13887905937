/* The steps of a funnel, and which stages end a lead's way. */
#ifndef LF_PATH_H
#define LF_PATH_H

#include "base/list.h"
#include "lead/stages.h"

#include "journey.h"

struct path {
	uint32_t *steps; /* the numbers of their stages */
	int count;
	/* Of the stages up to that number: the step, or STEP_NONE, and whether it is an end. */
	int *step_of;
	bool *ends;
	uint32_t last;
};

/*
 * The steps of --steps, or, if that is NULL, those of the table, which may be NULL if
 * there is no such table. Exits with STATUS_USAGE if they are wrong.
 */
void path_set(
    struct path *path, const char *steps, const struct stages *stages, struct names *names);
void path_free(struct path *path);

static inline int
path_step(const struct path *path, uint32_t stage)
{
	return stage <= path->last ? path->step_of[stage] : STEP_NONE;
}

static inline bool
path_ends(const struct path *path, uint32_t stage)
{
	return stage <= path->last && path->ends[stage];
}

#endif
