/*
 * Tables of reports: those of copies, each of a part of the leads, stand one after the other
 * in the output, but do not add up.
 */
#ifndef LF_TABLES_H
#define LF_TABLES_H

#include "base/span.h"

/*
 * Whether a header line is that of such a table. It is not if rows were dealt by one of the
 * columns before the figures: then all rows of a group went to one copy.
 */
bool tables_report(struct span header, struct span dealt);

#endif
