/* The leads of a log, and the checks that compare a lead's rows. */
#ifndef LF_LEADS_H
#define LF_LEADS_H

#include "base/map.h"
#include "base/names.h"
#include "lead/events.h"

#include "checks.h"

/* What is kept of a lead, right before its key. The last three are there with --current. */
struct lead {
	int64_t last; /* the time of its last row */
	int64_t staged; /* that of its last row with a stage */
	uint64_t hash; /* of its last row */
	struct place place; /* of its first row */
	uint32_t stage; /* of its last row with one; 0: none yet */
	bool several; /* rows */
	int64_t latest; /* the latest time of a row with a stage */
	uint32_t latest_first, latest_last; /* the first and the last such row's stage */
};

struct leads;

/* names has the numbers of the stages. */
struct leads *leads_new(const struct names *names, bool current);
void leads_free(struct leads *leads);
/* The table, for events_ahead. */
const struct map *leads_map(const struct leads *leads);

/* Takes a row. old is its value of --old, or empty. */
void leads_take(struct leads *leads, struct checks *checks, const struct event *event,
    struct place place, struct span old);
/* Sets single. */
void leads_finish(const struct leads *leads, struct checks *checks);

#endif
