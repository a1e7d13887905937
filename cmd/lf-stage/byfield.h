/*
 * The first stages of leads, for --field with --old. An export of changes has a lead's
 * first stage only as the old value of its first change: here it becomes an event.
 */
#ifndef LF_BYFIELD_H
#define LF_BYFIELD_H

#include <stdint.h>

#include "base/map.h"
#include "lead/events.h"

struct byfield;

/* Columns by their places; born may be TSV_NONE. */
struct byfield_columns {
	size_t time, field, old, born;
	bool appended; /* rows are written with the stage as one more field */
};

/* state is the file of --state, or NULL. */
struct byfield *byfield_new(const char *state);
void byfield_free(struct byfield *byfield);
void byfield_bind(struct byfield *byfield, const struct tsv *tsv, struct out *out,
    const struct byfield_columns *columns);
/* The map of the leads, for events_ahead. */
const struct map *byfield_leads(const struct byfield *byfield);

/*
 * Takes an event before its row is written; staged: it has a stage. Before a lead's
 * first event with a stage, writes one with the old stage. -1 with the reason if the
 * time in born cannot be read.
 */
int byfield_take(
    struct byfield *byfield, const struct event *event, bool staged, struct reason *why);
/* How many leads' first stages have a time that is not before the change. */
uint64_t byfield_late(const struct byfield *byfield);
/* Writes the state, if one is kept. */
void byfield_save(struct byfield *byfield);

#endif
