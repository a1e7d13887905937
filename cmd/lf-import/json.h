/* A JSON object (RFC 8259), such as a cell of an activity export holds. */
#ifndef LF_JSON_H
#define LF_JSON_H

#include "base/diag.h"
#include "base/span.h"
#include "base/text.h"

/*
 * The value of a key: a string's text, null or a missing key as empty, anything else
 * as it stands there; null in place of the object has no keys. The value may lie in
 * buf, which is emptied first. It is checked; of other keys' values only the end is
 * found, whatever they hold. 0, or -1 and the reason.
 */
int json_value(struct span object, struct span key, struct text *buf, struct span *value,
    struct reason *why);

#endif
