/* The rows of lf-import's output. */
#ifndef LF_ROWWRITER_H
#define LF_ROWWRITER_H

#include "tsv/out.h"

#include "record.h"

/* One starts with out alone. */
struct rowwriter {
	struct out *out;
	/* The day written last, which is mostly the next row's as well; its length 0: none. */
	int64_t day;
	char text[DATE_TEXT_MAX];
	size_t len;
};

/* Writes the rows of a record that was taken: one, or one for each stage entered. */
void rowwriter_put(struct rowwriter *writer, const struct record *record);

#endif
