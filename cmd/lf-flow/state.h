/*
 * lf-flow --partial and --merge: a state has the counts of all cells; the time of the
 * first move; with --sum, the sums; and, for --compare --to-date, when in its period each entry was made. If
 * as-of is known, only the periods with which that of as-of is compared have such rows.
 */
#ifndef LF_STATE_H
#define LF_STATE_H

#include "report/amounts.h"
#include "report/partialread.h"
#include "report/partialwrite.h"

#include "cell.h"
#include "compare.h"

extern const struct partial_form state_form;

/* Writes the rows of a state. */
void state_put(struct partial *state, const struct cells *cells,
    const struct compare *compare, const struct amounts *amounts);
/* Reads all states. */
void state_read(struct partial *state, struct cells *cells, struct compare *compare,
    struct amounts *amounts);

#endif
