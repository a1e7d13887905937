#include "movewriter.h"

/* A stage's name without its TAB, or what stands for none. */
static void
put_stage(struct out *out, const struct stage_field *field)
{
	out_span(out, (struct span){ field->text, field->len - 1 });
}

static void
put_instant(struct movewriter *writer, int64_t time)
{
	struct out *out = writer->out;

	out->used +=
	    instant_format_row(&writer->dates, out_room(out, INSTANT_TEXT_MAX), time);
}

/* The time of a cause is mostly written there as it is to be written here. */
static void
put_time(struct movewriter *writer, const struct movewriter_row *row)
{
	const char *text = row->cause == NULL ?
	    NULL :
	    instant_spelled(tsv_value(writer->tsv, row->cause, writer->time_column));

	if (text != NULL)
		out_span(writer->out, (struct span){ text, INSTANT_TEXT_LEN });
	else
		put_instant(writer, row->time);
}

static bool
is_missing(const struct movewriter_row *row, size_t column)
{
	if (column == MOVE_VISIT)
		return row->to == 0;
	return column >= MOVE_FROM_VISIT && column <= MOVE_SOJOURN && row->from == 0;
}

static void
put_fixed(struct movewriter *writer, const struct movewriter_row *row, size_t column)
{
	struct out *out = writer->out;

	if (is_missing(row, column))
		out_span(out, out->null);
	else if (column == MOVE_LEAD)
		out_span(out, row->lead);
	else if (column == MOVE_TIME)
		put_time(writer, row);
	else if (column == MOVE_FROM)
		put_stage(out, &writer->field[row->from]);
	else if (column == MOVE_TO)
		put_stage(out, &writer->field[row->to]);
	else if (column == MOVE_VISIT || column == MOVE_FROM_VISIT)
		out_count(out, column == MOVE_VISIT ? row->visit : row->from_visit);
	else if (column == MOVE_SINCE)
		put_instant(writer, row->since);
	else
		out_seconds(
		    out, row->time - (column == MOVE_SOJOURN ? row->since : row->first));
}

void
moveonly_put(struct movewriter *writer, const struct movewriter_row *row)
{
	struct out *out = writer->out;

	for (size_t i = 0; i < writer->column_count; i++) {
		size_t column = writer->columns[i];

		if (i > 0)
			out_char(out, '\t');
		if (column < MOVE_FIXED)
			put_fixed(writer, row, column);
		else
			out_field(out, movewriter_extra(writer, row, column - MOVE_FIXED));
	}
	out_char(out, '\n');
}
