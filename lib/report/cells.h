/*
 * The cells of a report: a value for each period, group and stage in which
 * something happened. Cells number the groups; the empty group is 0. The caller
 * numbers the stages; a report without stages uses 0 alone.
 */
#ifndef LF_CELLS_H
#define LF_CELLS_H

#include <stdint.h>

#include "base/hash.h"
#include "base/names.h"
#include "lead/stages.h"

enum { RECENT_BITS = 8 };

/* A cell that was asked for, and may be asked for again. */
struct recent {
	int64_t period;
	uint32_t group, stage;
	void *cell; /* or NULL */
};

/* The fields are for cells_group and cells_put, which are called for every row. */
struct cells {
	struct map *cells; /* by place */
	struct names *groups;
	bool empty_group; /* there is one */
	int64_t first, last; /* periods */
	struct recent recent[1 << RECENT_BITS];
};

/* Cells of size bytes. */
struct cells *cells_new(size_t size);
void cells_free(struct cells *cells);

/* The number of a group, a new one for a new group. */
static inline uint32_t
cells_group(struct cells *cells, struct span group)
{
	if (group.len > 0)
		return names_id(cells->groups, group);
	cells->empty_group = true;
	return 0;
}

static inline struct span
cells_group_text(const struct cells *cells, uint32_t group)
{
	return names_text(cells->groups, group);
}

/* The numbers of all groups in the order of reports; to be freed. */
uint32_t *cells_groups(const struct cells *cells, uint32_t *count);

/* For cells_put, if the cell is not among the recent ones. */
void *cells_look_up(struct cells *cells, struct recent *recent, int64_t period,
    uint32_t group, uint32_t stage);

/* The cell at that place: if it is new, a zeroed one. It never moves. */
static inline void *
cells_put(struct cells *cells, int64_t period, uint32_t group, uint32_t stage)
{
	uint64_t word = (uint64_t)period * 31 + ((uint64_t)group << 32) + stage;
	struct recent *recent = &cells->recent[hash_slot(word, RECENT_BITS)];

	if (recent->cell != NULL && recent->period == period && recent->group == group &&
	    recent->stage == stage)
		return recent->cell;
	return cells_look_up(cells, recent, period, group, stage);
}

/* The same, or NULL if there is none. */
void *cells_find(
    const struct cells *cells, int64_t period, uint32_t group, uint32_t stage);
/* The first and the last period of any cell; false if there are no cells. */
bool cells_periods(const struct cells *cells, int64_t *first, int64_t *last);

/* A row of a report: a cell and its place. */
struct cells_row {
	int64_t period;
	struct span group, stage;
	size_t step; /* the place of the stage in the table, or STAGE_NONE */
	void *cell;
};

/*
 * All cells in the order of reports; to be freed. names has the numbers of stages,
 * stages their order; it may be NULL.
 */
struct cells_row *cells_rows(const struct cells *cells, const struct names *names,
    const struct stages *stages, size_t *count);

#endif
