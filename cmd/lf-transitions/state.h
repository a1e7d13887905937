/*
 * Where leads stand at the end of a run of lf-transitions, kept in the file of
 * its --state for the next: one lead a row, in order of first appearance.
 */
#ifndef LF_STATE_H
#define LF_STATE_H

#include <stdint.h>

#include "base/list.h"
#include "base/names.h"

#include "leads.h"
#include "leadvalues.h"

struct state;

/*
 * Takes the file for this run alone. first names the columns whose values the
 * leads are marked with, last those of --last. Exits with 1 if the file is another run's, or was
 * made with other columns.
 */
struct state *state_open(
    const char *path, const struct list *first, const struct list *last);
void state_close(struct state *state);

/*
 * Puts the leads of the file, if it is there, into leads, which are none yet;
 * their stages get numbers in stages, their values, which are joined by TABs,
 * marks in values; those of --last, if there are any, go to more. Returns the time that was saved with them, INSTANT_MIN if
 * there is none. Exits with 1 for a file that is damaged.
 */
int64_t state_load(struct state *state, struct leads *leads, struct names *stages,
    struct names *values, struct leadvalues *more);
/*
 * Replaces the file by what the leads are now, and the latest time of any row.
 * They must not enter stages any more.
 */
void state_save(struct state *state, int64_t latest);

#endif
