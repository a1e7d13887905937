/*
 * What --last and --first-seen know of each lead. Moves are held until a lead has a value
 * for each column of --first-seen. A lead is known by its slot.
 */
#ifndef LF_LEADVALUES_H
#define LF_LEADVALUES_H

#include "tsv/tsv.h"

#include "movewriter.h"

struct leadvalues;

/* The columns of the options, which must stay there. */
struct leadvalues *leadvalues_new(const struct list *last, const struct list *seen);
void leadvalues_free(struct leadvalues *values);
/* Finds the columns; exits with STATUS_USAGE if one is missing. */
void leadvalues_bind(struct leadvalues *values, const struct tsv *tsv);

/* The slot of a new lead; forgets all leads. */
uint32_t leadvalues_add(struct leadvalues *values);
void leadvalues_clear(struct leadvalues *values);

/*
 * Takes the values of the lead's next row. Returns true if each column of --first-seen has
 * a value from now on: the moves that were held can be written.
 */
bool leadvalues_take(struct leadvalues *values, uint32_t slot, const struct row *row);
/* Those of --last, with TABs between them, valid until the lead's next row. */
struct span leadvalues_last(const struct leadvalues *values, uint32_t slot);
/* Sets them, as leadvalues_last gave them. */
void leadvalues_set_last(struct leadvalues *values, uint32_t slot, struct span last);

/*
 * Writes a row of the lead with its values; a move of a lead that lacks one of
 * --first-seen is held instead, with its values of --keep.
 */
void leadvalues_put(struct leadvalues *values, uint32_t slot, struct movewriter *writer,
    const struct movewriter_row *row);
/*
 * Writes the moves that were held, if there are any, as those of the lead, with first as
 * its values of --first.
 */
void leadvalues_release(struct leadvalues *values, uint32_t slot, struct movewriter *writer,
    struct span lead, struct span first);

#endif
