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

	out->used += instant_format_row(&writer->dates, out_room(out, INSTANT_TEXT_MAX), time);
}

/* The time of a cause is mostly written there as it is to be written here. */
static void
put_time(struct movewriter *writer, const struct step *step)
{
	const char *text = step->cause == NULL ?
	    NULL :
	    instant_spelled(tsv_value(writer->tsv, step->cause, writer->time_column));

	if (text != NULL)
		out_span(writer->out, (struct span){ text, INSTANT_TEXT_LEN });
	else
		put_instant(writer, step->time);
}

static bool
is_missing(const struct step *step, size_t column)
{
	if (column == MOVE_VISIT)
		return step->to == 0;
	return column >= MOVE_FROM_VISIT && column <= MOVE_SOJOURN && step->from == 0;
}

static void
put_fixed(struct movewriter *writer, const struct step *step, size_t column)
{
	struct out *out = writer->out;

	if (is_missing(step, column))
		out_span(out, out->null);
	else if (column == MOVE_LEAD)
		out_span(out, step->lead);
	else if (column == MOVE_TIME)
		put_time(writer, step);
	else if (column == MOVE_FROM)
		put_stage(out, &writer->field[step->from]);
	else if (column == MOVE_TO)
		put_stage(out, &writer->field[step->to]);
	else if (column == MOVE_VISIT || column == MOVE_FROM_VISIT)
		out_count(out, column == MOVE_VISIT ? step->visit : step->from_visit);
	else if (column == MOVE_SINCE)
		put_instant(writer, step->since);
	else
		out_seconds(out,
		    step->time - (column == MOVE_SOJOURN ? step->since : step->first));
}

void
moveonly_put(struct movewriter *writer, const struct step *step)
{
	struct out *out = writer->out;

	for (size_t i = 0; i < writer->column_count; i++) {
		size_t column = writer->columns[i];

		if (i > 0)
			out_char(out, '\t');
		if (column < MOVE_FIXED)
			put_fixed(writer, step, column);
		else
			out_field(out, movewriter_extra(writer, step, column - MOVE_FIXED));
	}
	out_char(out, '\n');
}
