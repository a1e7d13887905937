/*
 * Salesforce's ids: 15 letters and digits, in which case counts, or the same with three
 * letters more that say which of them are capitals. Reports have the short ones and
 * exports the long ones of the same record.
 */
#ifndef LF_RECORDID_H
#define LF_RECORDID_H

#include "base/text.h"

/* The id with its last three letters, in buf, if it is a short one; else as it is. */
struct span recordid_complete(struct span id, struct text *buf);

#endif
