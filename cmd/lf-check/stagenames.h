/* The names of the stages of a log: those that look alike, and those of --stages. */
#ifndef LF_STAGENAMES_H
#define LF_STAGENAMES_H

#include "base/names.h"
#include "lead/stages.h"

#include "checks.h"

struct stagenames;

/* names has the numbers of the stages; table is NULL without --stages. */
struct stagenames *stagenames_new(struct names *names, const struct stages *table);
void stagenames_free(struct stagenames *stagenames);

/* Takes a row's stage. Returns whether it has blanks at its ends. */
bool stagenames_take(struct stagenames *stagenames, struct checks *checks, uint32_t stage,
    struct place place);
/* Sets unused_stage. */
void stagenames_finish(const struct stagenames *stagenames, struct checks *checks);

#endif
