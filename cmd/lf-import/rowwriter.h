/* The rows of lf-import's output. */
#ifndef LF_ROWWRITER_H
#define LF_ROWWRITER_H

#include "tsv/out.h"

#include "record.h"

/* Writes the rows of a record that was taken: one, or one for each stage entered. */
void rowwriter_put(struct out *out, const struct record *record);

#endif
