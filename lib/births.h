/*
 * First stages that only a change's old value tells of: remembers when each
 * lead was first seen, and whether an event has given it a stage yet.
 */
#ifndef LF_BIRTHS_H
#define LF_BIRTHS_H

#include <stdint.h>

#include "map.h"
#include "tsv.h"

struct births;

/* state is the file to go on from and to keep, or NULL. */
struct births *births_new(const char *state);
void births_free(struct births *births);
/* The map of leads, whose hints births_take wants. */
struct map *births_leads(const struct births *births);

/*
 * Takes a row of the lead, at that time. True if it is the lead's first staged
 * one. *first is when the lead was first seen.
 */
bool births_take(struct births *births, struct span lead, const struct map_hint *hint,
    int64_t time, bool staged, int64_t *first);
/* Writes the state. */
void births_save(struct births *births);

#endif
