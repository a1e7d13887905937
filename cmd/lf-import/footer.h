/*
 * The end of a report: records of which only the first field has text, such as the
 * report's name and its copyright, after the last row.
 */
#ifndef LF_FOOTER_H
#define LF_FOOTER_H

#include "lead/glob.h"

struct footer {
	struct glob *glob; /* what its first record is like; NULL: there are no footers */
	bool any; /* the glob is *: a blank line has to come before the footer */
	bool begun;
};

/* pattern is NULL if there are no footers. */
void footer_init(struct footer *footer, const char *pattern);
void footer_free(struct footer *footer);
/* Another file begins. */
void footer_restart(struct footer *footer);
/* Whether the record with these bytes belongs to a footer; once it does, the next must. */
bool footer_has(
    struct footer *footer, struct span record, char delimiter, bool after_blank);

#endif
