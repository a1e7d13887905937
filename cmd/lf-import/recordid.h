/*
 * Salesforce's ids: 15 letters and digits, in which case counts, or the same with three
 * letters more that say which of them are capitals. Reports have the short ones and
 * exports the long ones of the same record.
 */
#ifndef LF_RECORDID_H
#define LF_RECORDID_H

#include "base/digits.h"
#include "base/text.h"

/* The id with its last three letters, in buf, if it is a short one; else as it is. */
struct span recordid_complete(struct span id, struct text *buf);

/* Whether it is a long number as a spreadsheet rounds it, such as 1.23E+10. */
static inline bool
recordid_rounded(struct span id)
{
	const char *end = id.ptr + id.len;

	return id.len >= 5 && end[-4] == 'E' && end[-3] == '+' && is_digit(end[-2]) &&
	    is_digit(end[-1]) && is_digit(end[-5]) && is_digit(id.ptr[0]) &&
	    (id.len == 5 || id.ptr[1] == '.' || id.ptr[1] == ',');
}

#endif
