/*
 * The fields that the rows of a preset are changes of, where one of them is to be chosen:
 * rows of several would make one path of the values of all.
 */
#ifndef LF_FIELDCHOICE_H
#define LF_FIELDCHOICE_H

#include "base/names.h"

struct fieldchoice {
	struct names *names; /* of the fields; NULL until there is one */
};

/* Takes the field of a row that comes out. */
void fieldchoice_take(struct fieldchoice *choice, struct span field);
/* Says on standard error that there are several; column is what --where calls them by. */
void fieldchoice_report(const struct fieldchoice *choice, struct span column);
void fieldchoice_free(struct fieldchoice *choice);

#endif
