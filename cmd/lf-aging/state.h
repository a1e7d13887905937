/*
 * lf-aging --summary --partial and --merge: a state has how long visits lasted, to all
 * stages, so that it serves for any table.
 */
#ifndef LF_STATE_H
#define LF_STATE_H

#include "report/partialread.h"
#include "report/partialwrite.h"

#include "aging.h"

extern const struct partial_form state_form;

/* Writes the visits of a stage and group. */
void state_put(struct aging *aging, const struct cells_row *row);
/* Reads all states into the cells. */
void state_read(struct aging *aging);

#endif
