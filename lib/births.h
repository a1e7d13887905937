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

/* A lead's. */
struct birth {
	int64_t first; /* its first time in the input */
	bool staged; /* it had a staged event */
};

/* state is the file to go on from and to keep, or NULL. */
struct births *births_new(const char *state);
void births_free(struct births *births);
/* The map of leads to their struct birth. */
struct map *births_leads(const struct births *births);

/* Writes the state. */
void births_save(struct births *births);

#endif
