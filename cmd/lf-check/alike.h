/* Texts seen before that a person would take for the same one. */
#ifndef LF_ALIKE_H
#define LF_ALIKE_H

#include <stdbool.h>

#include "base/span.h"

struct alike;

struct alike *alike_new(void);
void alike_free(struct alike *alike);
/*
 * Takes a text that was not taken before. Whether one that was differs from it only in
 * blanks at the ends and in the case of ASCII letters.
 */
bool alike_seen(struct alike *alike, struct span text);
/*
 * The same for leads, except that ids of 15 letters and digits keep their case, as those of
 * Salesforce do, and that one of 18 is like that of its first 15.
 */
bool alike_seen_lead(struct alike *alike, struct span lead);

#endif
