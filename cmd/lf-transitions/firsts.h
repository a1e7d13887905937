/*
 * --first: the values that each lead has on its first row. A lead's mark is their number
 * or, with --grouped, unused, since only the values of the lead at hand are kept.
 */
#ifndef LF_FIRSTS_H
#define LF_FIRSTS_H

#include "tsv/tsv.h"

#include "leads.h"

struct firsts;

/* The columns of the option, which must stay there. */
struct firsts *firsts_new(const struct list *columns, bool grouped);
void firsts_free(struct firsts *firsts);
/* Finds the columns; exits with STATUS_USAGE if one is missing. */
void firsts_bind(struct firsts *firsts, const struct tsv *tsv);

/* Takes the values of a new lead from its first row; with --grouped, drops those before. */
void firsts_take(struct firsts *firsts, struct lead *lead, const struct row *row);
/* Sets them, as firsts_values gave them; not with --grouped. */
void firsts_set(struct firsts *firsts, struct lead *lead, struct span values);
/* The values, with TABs between them; with --grouped, only until the next lead. */
struct span firsts_values(const struct firsts *firsts, const struct lead *lead);

/* The lead enters its first stage: counts it if it lacks a value. */
void firsts_staged(struct firsts *firsts, const struct lead *lead);
/* Says how many leads were counted, if any. */
void firsts_report(const struct firsts *firsts);

#endif
