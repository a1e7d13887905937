/* The funnel, and its leads with --members. */
#ifndef LF_MEMBERS_H
#define LF_MEMBERS_H

#include "base/map.h"
#include "report/amounts.h"
#include "report/cells.h"
#include "report/partial.h"

#include "columns.h"
#include "journey.h"
#include "path.h"

struct funnel {
	struct report report;
	struct partial state;
	struct stages *stages; /* or NULL */
	struct path path;
	struct columns columns;
	bool from_first, members;
	struct map *leads; /* of struct journey */
	struct cells *cells; /* of struct cell, by step: 0 is the first */
	struct amounts amounts; /* of --sum */
	int64_t as_of;
	/* Leads that entered a later step: those that never came in, and the others. */
	uint64_t later, skipped;
};

/* The way of a lead to a step, from the one before or the first. */
struct passage {
	int step;
	bool reached;
	int64_t entered; /* when it began */
	int64_t watched; /* how long that is before the end of the log */
	int64_t usec; /* how long it took, or is taking as of the end of the log */
	int128 brought, amount; /* with --sum, with which it began, and reached the step */
};

/* Writes a lead that came in as a member of the first step. */
void members_put_first(struct funnel *funnel, const struct journey *lead);
/* Writes a lead as a member of each figure of a step that counts it. */
void members_put(
    struct funnel *funnel, const struct journey *lead, const struct passage *passage);

#endif
