#include <stdlib.h>

#include "base/digits.h"
#include "base/mem.h"
#include "time/duration.h"
#include "tsv/header.h"

#include "movewriter.h"

/* So much of a stage's field is copied at once, which is all of nearly every one. */
enum { FIELD_BYTES = 32 };

/*
 * Room for the times, counts and durations of a row, for what parts all its fields,
 * and for what put_field copies beyond a field.
 */
enum { NUMBERS_MAX = 6 * INSTANT_TEXT_MAX + 9 + FIELD_BYTES };

/* The columns, in order; their names are not copied. */
static struct list
make_columns(const struct movewriter *writer)
{
	static const char *const fixed[] = { "lead", "time", "from", "to", "visit",
		"from_visit", "since", "sojourn", "age" };
	size_t fixed_count = sizeof(fixed) / sizeof(fixed[0]);
	struct list columns = { mem_new(fixed_count + writer->first.count + writer->keep.count +
					1,
				    sizeof(*columns.item)),
		0 };

	for (size_t i = 0; i < fixed_count; i++)
		columns.item[columns.count++] = span_of(fixed[i]);
	for (size_t i = 0; i < writer->first.count; i++)
		columns.item[columns.count++] = writer->first.item[i];
	for (size_t i = 0; i < writer->keep.count; i++)
		columns.item[columns.count++] = writer->keep.item[i];
	if (writer->imputes)
		columns.item[columns.count++] = span_of("imputed");
	header_once(&columns, "the output");
	return columns;
}

void
movewriter_header(struct movewriter *writer, bool wanted)
{
	struct list columns = make_columns(writer);

	writer->extras =
	    writer->first.count > 0 || writer->keep.count > 0 || writer->imputes;
	if (wanted) {
		out_columns(writer->out, &columns);
		out_char(writer->out, '\n');
	}
	out_flush(writer->out);
	free(columns.item);
}

void
movewriter_free(struct movewriter *writer)
{
	for (size_t i = 0; i < writer->field_count; i++)
		free(writer->field[i].text);
	free(writer->field);
}

/* A stage's name, or what stands for none, and a TAB. */
static void
make_field(const struct movewriter *writer, uint32_t stage, struct stage_field *field)
{
	struct span name =
	    stage == 0 ? writer->out->null : names_text(writer->names, stage);

	field->len = name.len + 1;
	field->text = mem_new(field->len > FIELD_BYTES ? field->len : FIELD_BYTES, 1);
	*span_put(field->text, name) = '\t';
}

/* The fields of all stages that there are by now. */
static void
see_stages(struct movewriter *writer)
{
	while (writer->field_count <= names_count(writer->names)) {
		writer->field = mem_grow(writer->field, writer->field_count,
		    &writer->field_room, sizeof(*writer->field));
		make_field(writer, (uint32_t)writer->field_count,
		    &writer->field[writer->field_count]);
		writer->field_count++;
	}
}

/*
 * Writes a field, and FIELD_BYTES at least, which spares the branches by length of
 * span_put: a move takes a sixth less instructions. Returns where the field ends.
 */
static inline char *
put_field(char *at, const struct stage_field *field)
{
	if (field->len <= FIELD_BYTES)
		memcpy(at, field->text, FIELD_BYTES);
	else
		memcpy(at, field->text, field->len);
	return at + field->len;
}

/* The time of a cause is mostly written there as it is to be written here. */
static char *
put_time(struct movewriter *writer, char *at, const struct step *step)
{
	const char *text = step->cause == NULL ?
	    NULL :
	    instant_spelled(tsv_value(writer->tsv, step->cause, writer->time_column));

	if (text != NULL) {
		memcpy(at, text, INSTANT_TEXT_LEN);
		return at + INSTANT_TEXT_LEN;
	}
	/* The rows of open visits all have the same time. */
	if (writer->time_len == 0 || step->time != writer->time) {
		writer->time = step->time;
		writer->time_len =
		    instant_format_row(&writer->dates, writer->time_text, step->time);
	}
	memcpy(at, writer->time_text, sizeof(writer->time_text));
	return at + writer->time_len;
}

/* from_visit, since and sojourn. */
static char *
put_stay(struct movewriter *writer, char *at, const struct step *step)
{
	if (step->from == 0) {
		const struct stage_field *none = &writer->field[0];

		return put_field(put_field(put_field(at, none), none), none);
	}
	at += digits_put(at, step->from_visit);
	*at++ = '\t';
	at += instant_format_row(&writer->dates, at, step->since);
	*at++ = '\t';
	at += seconds_format(at, step->time - step->since);
	*at++ = '\t';
	return at;
}

/* The columns of --first, --keep and --backfill. */
static void
put_extras(struct movewriter *writer, const struct step *step)
{
	struct out *out = writer->out;
	struct span none = { "", 0 };

	if (writer->first.count > 0) {
		out_char(out, '\t');
		out_joined(out, step->values);
	}
	for (size_t i = 0; i < writer->keep.count; i++) {
		out_char(out, '\t');
		out_field(out, step->cause == NULL ?
			none :
			tsv_value(writer->tsv, step->cause, writer->keep_columns[i]));
	}
	if (writer->imputes) {
		out_char(out, '\t');
		out_field(out, span_of(step->imputed ? "1" : ""));
	}
}

void
movewriter_put(struct movewriter *writer, const struct step *step)
{
	struct out *out = writer->out;
	const struct stage_field *none, *from, *to;
	char *at;

	if (step->from >= writer->field_count || step->to >= writer->field_count)
		see_stages(writer);
	none = &writer->field[0];
	from = &writer->field[step->from];
	to = &writer->field[step->to];
	/* Room for all of them at once: beside from and to, at most three are missing. */
	at = out_room(
	    out, step->lead.len + from->len + to->len + 3 * none->len + NUMBERS_MAX);
	at = span_put(at, step->lead);
	*at++ = '\t';
	at = put_time(writer, at, step);
	*at++ = '\t';
	at = put_field(put_field(at, from), to);
	if (step->to == 0) {
		at = put_field(at, none);
	} else {
		at += digits_put(at, step->visit);
		*at++ = '\t';
	}
	at = put_stay(writer, at, step);
	at += seconds_format(at, step->time - step->first);
	out->used = (size_t)(at - out->buf);
	if (writer->extras)
		put_extras(writer, step);
	out_char(out, '\n');
}
