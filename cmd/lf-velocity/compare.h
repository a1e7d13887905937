/* The option --compare: which cells each cell is compared with. */
#ifndef LF_COMPARE_H
#define LF_COMPARE_H

#include "report/cells.h"
#include "report/report.h"

#include "cell.h"

enum compare_kind { COMPARE_PREVIOUS, COMPARE_YEAR, COMPARE_OTHERS, COMPARE_NONE };

/* The kind of the option, or COMPARE_NONE for NULL. Exits with STATUS_USAGE if it is wrong. */
enum compare_kind compare_parse(const char *text);
/* Exits with STATUS_USAGE if the report has no periods, or no groups, to be compared. */
void compare_check(enum compare_kind kind, const struct report *report, bool with_open);

/* Sets speed and p_value of all cells of a report, which rows has in its order. */
void compare_cells(enum compare_kind kind, const struct report *report,
    struct cells *cells, const struct cells_row *rows, size_t count);

#endif
