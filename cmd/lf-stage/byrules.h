/*
 * The stages of events by rules: sees what the rules look at in each row, and
 * remembers where the leads stand where rules or policy need it.
 */
#ifndef LF_BYRULES_H
#define LF_BYRULES_H

#include "base/map.h"
#include "tsv/tsv.h"

#include "movement.h"

struct byrules;

/*
 * Takes the rules over. state is the file to go on from and to keep, or NULL;
 * it is a usage error where nothing is remembered.
 */
struct byrules *byrules_new(
    struct rules *rules, const struct policy *policy, const char *state);
void byrules_free(struct byrules *book);
/*
 * Finds the columns in tsv: that of the score, and those of the table's
 * patterns, of which lists (the values of --list) tells which hold tags. table
 * may be NULL for rules without patterns.
 */
void byrules_bind(struct byrules *book, const struct tsv *tsv,
    const char *score, const struct stages *table, const struct texts *lists);
/* The map of leads to their struct standing; NULL where none is needed. */
struct map *byrules_leads(const struct byrules *book);

/*
 * Writes the stage of a lead's event to *stage, and leaves it as it is for none.
 * 0, or -1 with the reason and the column that it is about.
 */
int byrules_stage(struct byrules *book, const struct row *row, struct standing *lead,
    struct span *stage, const char **column, struct reason *why);
/* Writes the state. */
void byrules_save(struct byrules *book);

#endif
