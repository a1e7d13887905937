/* ISO 8601 times as exports write them. */
#ifndef LF_ISOTIME_H
#define LF_ISOTIME_H

#include "time/instant.h"

#include "timereading.h"

/*
 * Whether text is a time as leadflow-tsv(5) has it, or one that exports make of it: an
 * hour of one digit, a fraction of any length, blanks before the zone, and UTC, GMT
 * or Z for one. memo is as in instant_parse_row, or NULL.
 */
bool isotime_read(struct instant_memo *memo, struct span text, struct reading *reading);

#endif
