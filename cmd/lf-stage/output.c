#include <stdlib.h>

#include "base/mem.h"
#include "tsv/columnnames.h"

#include "output.h"

/* The columns of the output without --only; items to be freed, their texts not. */
static struct list
all_columns(const struct output *output, const char *stage)
{
	const struct list *input = tsv_columns(output->tsv);
	struct list all = { mem_new(input->count + 1, sizeof(*all.item)), input->count };

	for (size_t i = 0; i < input->count; i++)
		all.item[i] = input->item[i];
	if (output->replaced == TSV_NONE)
		all.item[all.count++] = span_of(stage);
	return all;
}

static bool
is_stage(const struct output *output, size_t column)
{
	return column == output->replaced || column == tsv_columns(output->tsv)->count;
}

/* Makes one piece of columns that follow each other in the input as well. */
static void
make_pieces(struct output *output)
{
	output->pieces = mem_new(output->only_count, sizeof(*output->pieces));
	for (size_t i = 0; i < output->only_count; i++) {
		size_t column = output->only[i];
		bool stage = is_stage(output, column);
		struct piece *next = &output->pieces[output->piece_count];

		if (next > output->pieces && !stage && !next[-1].stage &&
		    column == next[-1].last + 1) {
			next[-1].last = column;
		} else {
			*next = (struct piece){ stage, column, column };
			output->piece_count++;
		}
	}
}

void
output_bind(struct output *output, const struct tsv *tsv, struct out *out, size_t replaced,
    const char *stage, const char *only)
{
	struct list all;

	*output = (struct output){ .tsv = tsv, .out = out, .replaced = replaced };
	if (only == NULL)
		return;
	all = all_columns(output, stage);
	output->only = columnnames_only(&all, only, &output->only_count);
	free(all.item);
	make_pieces(output);
}

void
output_free(struct output *output)
{
	free(output->pieces);
	free(output->only);
}

void
output_header(const struct output *output, const char *stage)
{
	struct list all = all_columns(output, stage);

	if (output->only == NULL)
		out_columns(output->out, &all);
	else
		for (size_t i = 0; i < output->only_count; i++) {
			if (i > 0)
				out_char(output->out, '\t');
			out_span(output->out, all.item[output->only[i]]);
		}
	out_char(output->out, '\n');
	out_flush(output->out);
	free(all.item);
}

/* The row with --only. */
static void
write_only(const struct output *output, const struct row *row, struct span stage)
{
	struct out *out = output->out;
	char *at = out_room(out, row_bytes(row).len + stage.len + 2);

	for (size_t i = 0; i < output->piece_count; i++) {
		const struct piece *piece = &output->pieces[i];

		at = span_put(
		    at, piece->stage ? stage : row_fields(row, piece->first, piece->last));
		*at++ = '\t';
	}
	at[-1] = '\n';
	out->used = (size_t)(at - out->buf);
}

/* The row with its stage in place of a field. */
static void
write_replaced(const struct output *output, const struct row *row, struct span stage)
{
	struct out *out = output->out;
	struct span bytes = row_bytes(row);
	struct span old = row_field(row, output->replaced);
	struct span before = { bytes.ptr, (size_t)(old.ptr - bytes.ptr) };
	struct span after = { old.ptr + old.len, bytes.len - before.len - old.len };
	char *at = out_room(out, bytes.len + stage.len + 1);

	at = span_put(span_put(span_put(at, before), stage), after);
	*at++ = '\n';
	out->used = (size_t)(at - out->buf);
}

void
output_some(const struct output *output, const struct row *row, struct span stage)
{
	if (output->only != NULL)
		write_only(output, row, stage);
	else
		write_replaced(output, row, stage);
}

static void
write_earlier_field(const struct output *output, const struct row *row,
    const struct earlier *earlier, size_t column)
{
	struct out *out = output->out;

	if (is_stage(output, column))
		out_span(out, earlier->stage);
	else if (column == earlier->time_column)
		out_instant(out, earlier->time);
	else if (column == earlier->field_column)
		out_span(out, earlier->field);
	else if (column == earlier->old_column)
		out_span(out, out->null);
	else
		out_span(out, row_field(row, column));
}

void
output_earlier(
    const struct output *output, const struct row *row, const struct earlier *earlier)
{
	size_t all = row->fields + (output->replaced == TSV_NONE);
	size_t count = output->only != NULL ? output->only_count : all;

	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			out_char(output->out, '\t');
		write_earlier_field(
		    output, row, earlier, output->only != NULL ? output->only[i] : i);
	}
	out_char(output->out, '\n');
}
