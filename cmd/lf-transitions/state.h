/*
 * Where leads stand at the end of a run, kept in the file of --state for the next run:
 * one lead a row, in order of first appearance.
 */
#ifndef LF_STATE_H
#define LF_STATE_H

#include <stdint.h>

#include "base/list.h"
#include "base/names.h"

#include "firsts.h"
#include "leads.h"
#include "leadvalues.h"

struct state;

/*
 * Takes the file for this run alone. first and last are the lists of --first and --last.
 * Exits with 1 if another run has the file, or if it was made with other lists.
 */
struct state *state_open(
    const char *path, const struct list *first, const struct list *last);
void state_close(struct state *state);

/*
 * Adds the leads of the file, if there is one, to leads, which must be empty. Their stages
 * get numbers in stages, their values of --first go to firsts, those of --last to more.
 * Returns the time that was saved, or INSTANT_MIN. Exits with 1 if the file is damaged.
 */
int64_t state_load(struct state *state, struct leads *leads, struct names *stages,
    struct firsts *firsts, struct leadvalues *more);
/*
 * Replaces the file: saves where the leads stand now, and the latest time of any row. No
 * lead may enter a stage after that.
 */
void state_save(struct state *state, int64_t latest);

#endif
