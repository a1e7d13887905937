/*
 * The figures of a report: a cell for each period, group and stage in which
 * something happened, and the groups that there are.
 */
#ifndef LF_GRID_H
#define LF_GRID_H

#include <stdint.h>

#include "base/span.h"

struct grid;

/* Cells of size bytes. */
struct grid *grid_new(size_t size);
void grid_free(struct grid *grid);

/* The number of a group, a new one for a new group; they are counted from 0. */
uint32_t grid_group(struct grid *grid, struct span group);
uint32_t grid_group_count(const struct grid *grid);
struct span grid_group_text(const struct grid *grid, uint32_t group);
/* The groups' numbers in the order of reports; to be freed. */
uint32_t *grid_group_order(const struct grid *grid);

/* That cell; where it is new, a zeroed one. It never moves. */
void *grid_cell(struct grid *grid, int64_t period, uint32_t group, uint32_t stage);
/* The same, or NULL where there is none. */
void *grid_find(const struct grid *grid, int64_t period, uint32_t group, uint32_t stage);
/* The first and the last period of any cell; false if there are no cells. */
bool grid_periods(const struct grid *grid, int64_t *first, int64_t *last);

#endif
