/* The rows that lf-stage writes: those of the input, with the stage; with --only, less. */
#ifndef LF_OUTPUT_H
#define LF_OUTPUT_H

#include <stdint.h>

#include "tsv/tsv.h"

struct output {
	const struct tsv *tsv;
	struct out *out;
	size_t replaced; /* the column that gets the stage; TSV_NONE: it is a new one */
	/* With --only, the places of the columns; that of a new stage is after the input's. */
	size_t *only;
	size_t only_count;
	/* The same columns as write_only takes them: the stage, or fields that stand together. */
	struct piece {
		bool stage;
		size_t first, last; /* columns of the input */
	} * pieces;
	size_t piece_count;
};

/* only is the value of --only, or NULL; a column that there is not is a usage error. */
void output_bind(struct output *output, const struct tsv *tsv, struct out *out,
    size_t replaced, const char *stage, const char *only);
void output_free(struct output *output);
/* The header line, with stage as the name of a new column. */
void output_header(const struct output *output, const char *stage);
/* For output_row, with --only or if the stage takes the place of a field. */
void output_some(const struct output *output, const struct row *row, struct span stage);

/* Writes the row with its stage. */
static inline void
output_row(const struct output *output, const struct row *row, struct span stage)
{
	struct out *out = output->out;
	struct span bytes = row_bytes(row);
	struct span text = stage.len > 0 ? stage : out->null;
	char *at;

	if (output->only != NULL || output->replaced != TSV_NONE) {
		output_some(output, row, text);
		return;
	}
	at = out_room(out, bytes.len + text.len + 2);
	at = span_put(at, bytes);
	*at++ = '\t';
	at = span_put(at, text);
	*at++ = '\n';
	out->used = (size_t)(at - out->buf);
}

/* What is not as in the row, in a copy that stands for an earlier event. */
struct earlier {
	size_t time_column, field_column, old_column; /* the last becomes empty */
	int64_t time;
	struct span field, stage;
};
void output_earlier(
    const struct output *output, const struct row *row, const struct earlier *earlier);

#endif
