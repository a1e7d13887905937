/* Counting with --per lead. */
#ifndef LF_PERLEAD_H
#define LF_PERLEAD_H

#include "stays.h"
#include "velocity.h"

/* Adds a visit to the stay of its lead. */
void perlead_add(struct velocity *velocity, struct stays *stays, const struct move *move);
/* Counts all stays, when all moves are read. */
void perlead_count(struct velocity *velocity, const struct stays *stays);

#endif
