/*
 * The first stages of leads in exports of changes, where they stand only as the
 * old value of a lead's first change: writes them as events of their own.
 */
#ifndef LF_BYFIELD_H
#define LF_BYFIELD_H

#include <stdint.h>

#include "base/map.h"
#include "tsv/tsv.h"

struct byfield;

/* Columns by their places; born may be TSV_NONE. */
struct byfield_columns {
	size_t time, field, old, born;
	bool appended; /* the stage stands behind the row's fields too */
};

/* state is the file to go on from and to keep, or NULL. */
struct byfield *byfield_new(const char *state);
void byfield_free(struct byfield *births);
void byfield_bind(struct byfield *births, const struct tsv *tsv, struct out *out,
    const struct byfield_columns *columns);
/* The map of leads, whose hints byfield_take wants. */
struct map *byfield_leads(const struct byfield *births);

/*
 * Takes a row of the lead, at that time, before it is written. If it is the
 * lead's first one with a stage, writes the event that comes before it. -1 with
 * the reason where the time in born is none.
 */
int byfield_take(struct byfield *births, const struct row *row, struct span lead,
    const struct map_hint *hint, int64_t time, bool staged, struct reason *why);
/* How many leads have a first stage that is not before their first event. */
uint64_t byfield_late(const struct byfield *births);
/* Writes the state. */
void byfield_save(struct byfield *births);

#endif
