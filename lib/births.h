/*
 * First stages that only a change's old value tells of: when each lead was
 * first seen, and whether an event has given it a stage yet (lf-stage --old).
 */
#ifndef LF_BIRTHS_H
#define LF_BIRTHS_H

#include <stdint.h>

#include "map.h"
#include "statefile.h"

/* A lead's. */
struct birth {
	int64_t first; /* its first time in the input, as microseconds since 1970 */
	bool staged; /* it had a staged event: its first stage is known */
};

/* A file of births: opens it, reads the leads that it holds, and writes them again. */
struct statefile *births_open(const char *path);
void births_load(struct statefile *state, struct map *births);
void births_save(struct statefile *state, const struct map *births);

#endif
