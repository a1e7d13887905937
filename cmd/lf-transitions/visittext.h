/*
 * A lead's stages as text: how often it has entered each, the present one first, the
 * others in byte order: "1 SQL,2 MQL,1 new". In names, commas and backslashes have a
 * backslash before them.
 */
#ifndef LF_VISITTEXT_H
#define LF_VISITTEXT_H

#include "base/diag.h"
#include "base/names.h"
#include "tsv/out.h"

#include "leads.h"

struct visittext;

/* For these leads, whose stages have their numbers in stages. */
struct visittext *visittext_new(struct leads *leads, struct names *stages);
void visittext_free(struct visittext *visittext);

/* Gives a new lead the stage and the visits of text; 0, or -1 and the reason. */
int visittext_parse(
    struct visittext *visittext, struct span text, struct lead *lead, struct reason *why);
/* Writes the text of a lead with a stage. After the first call no lead may enter one. */
void visittext_put(struct visittext *visittext, const struct lead *lead, struct out *out);

#endif
