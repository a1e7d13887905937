/* The steps of the path that a lead skips between two stages, for --backfill. */
#ifndef LF_BACKFILL_H
#define LF_BACKFILL_H

#include <stdint.h>

#include "base/names.h"
#include "lead/stages.h"

struct backfill;

/* Gives the stages numbers in names. Exits with 1 if there are more than 65,535. */
struct backfill *backfill_new(const struct stages *stages, struct names *names);
void backfill_free(struct backfill *backfill);

/*
 * Sets *steps to the steps between two stages, and returns how many there are. from may
 * be 0, which is before the first step. There are none if one of the two is no step, or
 * if to is not after from.
 */
uint32_t backfill_between(
    const struct backfill *backfill, uint32_t from, uint32_t to, const uint32_t **steps);

#endif
