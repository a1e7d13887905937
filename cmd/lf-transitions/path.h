/* The path of a stage table: the steps that a lead skips between two stages. */
#ifndef LF_PATH_H
#define LF_PATH_H

#include <stdint.h>

#include "base/names.h"
#include "lead/stages.h"

struct path;

/* The stages get numbers in names. Exits with 1 if there are more than 65,535. */
struct path *path_new(const struct stages *stages, struct names *names);
void path_free(struct path *path);

/*
 * How many steps lie between two stages, and their numbers in order. from may
 * be 0, before the first step. None if to is not behind from, or if either is
 * no step.
 */
uint32_t path_between(
    const struct path *path, uint32_t from, uint32_t to, const uint32_t **steps);

#endif
