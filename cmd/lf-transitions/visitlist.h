/*
 * A lead's stages as text: how often it has entered each, the present one
 * first, the others in byte order: "1 SQL,2 MQL,1 new". In names, commas and
 * backslashes have a backslash before them.
 */
#ifndef LF_VISITLIST_H
#define LF_VISITLIST_H

#include "base/diag.h"
#include "base/names.h"
#include "tsv/out.h"

#include "leads.h"

struct visitlist;

/* For these leads, whose stages have their numbers in stages. */
struct visitlist *visitlist_new(struct leads *leads, struct names *stages);
void visitlist_free(struct visitlist *list);

/* Gives a new lead the stage and the visits of text; 0, or -1 and the reason. */
int visitlist_parse(
    struct visitlist *list, struct span text, struct lead *lead, struct reason *why);
/*
 * Writes the text of a lead that has a stage. Once it has been called, leads
 * must not enter stages any more.
 */
void visitlist_put(struct visitlist *list, const struct lead *lead, struct out *out);

#endif
