/* The path of a stage table: the steps that a lead skips between two stages. */
#ifndef LF_BACKFILL_H
#define LF_BACKFILL_H

#include <stdint.h>

#include "base/names.h"
#include "lead/stages.h"

struct backfill;

/* The stages get numbers in names. Exits with 1 if there are more than 65,535. */
struct backfill *backfill_new(const struct stages *stages, struct names *names);
void backfill_free(struct backfill *path);

/*
 * How many steps lie between two stages, and their numbers in order. from may
 * be 0, before the first step. None if to is not behind from, or if either is
 * no step.
 */
uint32_t backfill_between(
    const struct backfill *path, uint32_t from, uint32_t to, const uint32_t **steps);

#endif
