/*
 * Leads that wait for a decision though their way has ended, in a stage that the options
 * do not name: they would wait for ever.
 */
#ifndef LF_ENDED_H
#define LF_ENDED_H

#include "lead/stages.h"

/* Starts as { 0 }. */
struct ended {
	uint64_t *leads; /* by the place of the stage in the table; NULL: there are none */
};

/* A lead without a decision is in that stage now; table may be NULL. */
void ended_take(struct ended *ended, const struct stages *table, struct span stage);
/* Reports each stage in which leads have ended. */
void ended_note(const struct ended *ended, const struct stages *table);
void ended_free(struct ended *ended);

#endif
