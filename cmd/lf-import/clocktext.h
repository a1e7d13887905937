/* Parts of a time of day that formats and ISO 8601 share. */
#ifndef LF_CLOCKTEXT_H
#define LF_CLOCKTEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

/* Takes the digits of a fraction of a second; what is finer than microseconds is cut. */
void clocktext_fraction(struct span *text, int *usec);
/* Takes Z, +01:00, +0100 or +01, as microseconds east of UTC. */
bool clocktext_offset(struct span *text, int64_t *east);
/* Takes UTC, GMT or Z. Other abbreviations name no zone: CST is three of them. */
bool clocktext_utc(struct span *text);
/* Takes one or more blanks; some exports have no-break ones before AM and PM. */
bool clocktext_blanks(struct span *text);

#endif
