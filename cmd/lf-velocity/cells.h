/* The cells of a report: a value for each period, group and stage that occurs. */
#ifndef LF_CELLS_H
#define LF_CELLS_H

#include <stdint.h>

#include "base/names.h"
#include "lead/stages.h"

struct cells;

struct cell {
	int64_t period;
	struct span group;
	struct span stage;
	void *value;
	size_t place; /* of the stage in the table, or STAGE_NONE */
};

/* Values of size bytes, which never move. */
struct cells *cells_new(size_t size);
void cells_free(struct cells *cells);

/*
 * The value of a period, a group and a stage, which is a number of names:
 * zeroed where they come for the first time.
 */
void *cells_put(struct cells *cells, int64_t period, struct span group, uint32_t stage);

/*
 * All cells by period, then by group in byte order, then by stage as
 * stages_compare has it; to be freed. stages may be NULL.
 */
struct cell *cells_sorted(const struct cells *cells, const struct names *names,
    const struct stages *stages, size_t *count);

#endif
