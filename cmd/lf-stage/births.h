/*
 * The first stages of leads in exports of changes, where they stand only as the
 * old value of a lead's first change: writes them as events of their own.
 */
#ifndef LF_BIRTHS_H
#define LF_BIRTHS_H

#include <stdint.h>

#include "base/map.h"
#include "tsv/tsv.h"

struct births;

/* Columns by their places; born may be TSV_NONE. */
struct births_columns {
	size_t time, field, old, born;
	bool appended; /* the stage stands behind the row's fields too */
};

/* state is the file to go on from and to keep, or NULL. */
struct births *births_new(const char *state);
void births_free(struct births *births);
void births_bind(struct births *births, const struct tsv *tsv, struct out *out,
    const struct births_columns *columns);
/* The map of leads, whose hints births_take wants. */
struct map *births_leads(const struct births *births);

/*
 * Takes a row of the lead, at that time, before it is written. If it is the
 * lead's first one with a stage, writes the event that comes before it. -1 with
 * the reason where the time in born is none.
 */
int births_take(struct births *births, const struct row *row, struct span lead,
    const struct map_hint *hint, int64_t time, bool staged, struct reason *why);
/* How many leads have a first stage that is not before their first event. */
uint64_t births_late(const struct births *births);
/* Writes the state. */
void births_save(struct births *births);

#endif
