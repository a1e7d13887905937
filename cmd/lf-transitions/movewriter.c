#include <stdlib.h>

#include "base/digits.h"
#include "base/mem.h"
#include "time/duration.h"
#include "tsv/columnnames.h"

#include "movewriter.h"

/* put_field copies at least this much: all of nearly every stage's name. */
enum { FIELD_BYTES = 32 };

/*
 * Room for a row's times, counts and durations, for the TABs between all its fields, and
 * for what put_field copies beyond the end of a field.
 */
enum { NUMBERS_MAX = 6 * INSTANT_TEXT_MAX + 9 + FIELD_BYTES };

/* The columns, in order; their names are not copied. */
static struct list
make_columns(const struct movewriter *writer)
{
	static const char *const fixed[] = { "lead", "time", "from", "to", "visit",
		"from_visit", "since", "sojourn", "age" };
	size_t fixed_count = sizeof(fixed) / sizeof(fixed[0]);
	size_t most = fixed_count + writer->first.count + writer->keep.count + 1;
	struct list columns = { mem_new(most, sizeof(*columns.item)), 0 };

	for (size_t i = 0; i < fixed_count; i++)
		columns.item[columns.count++] = span_of(fixed[i]);
	for (size_t i = 0; i < writer->first.count; i++)
		columns.item[columns.count++] = writer->first.item[i];
	for (size_t i = 0; i < writer->keep.count; i++)
		columns.item[columns.count++] = writer->keep.item[i];
	if (writer->imputes)
		columns.item[columns.count++] = span_of("imputed");
	columnnames_once(&columns, "the output");
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

/* A stage's name, or a missing value, and a TAB. */
static void
make_field(const struct movewriter *writer, uint32_t stage, struct stage_field *field)
{
	struct span name =
	    stage == 0 ? writer->out->null : names_text(writer->names, stage);

	field->len = name.len + 1;
	field->text = mem_new(field->len > FIELD_BYTES ? field->len : FIELD_BYTES, 1);
	*span_put(field->text, name) = '\t';
}

/* Makes the fields of stages that are new. */
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
 * Writes a field without the branches on its length that span_put has: always at least
 * FIELD_BYTES. Returns where the field ends.
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

/* Mostly, the event has its time as it is to be written. */
static char *
put_time(struct movewriter *writer, char *at, const struct movewriter_row *row)
{
	const char *text = row->cause == NULL ?
	    NULL :
	    instant_spelled(tsv_value(writer->tsv, row->cause, writer->time_column));

	if (text != NULL) {
		memcpy(at, text, INSTANT_TEXT_LEN);
		return at + INSTANT_TEXT_LEN;
	}
	/* The rows of open visits all have the same time. */
	if (writer->time_len == 0 || row->time != writer->time) {
		writer->time = row->time;
		writer->time_len =
		    instant_format_row(&writer->dates, writer->time_text, row->time);
	}
	memcpy(at, writer->time_text, sizeof(writer->time_text));
	return at + writer->time_len;
}

/* from_visit, since and sojourn. */
static char *
put_stay(struct movewriter *writer, char *at, const struct movewriter_row *row)
{
	if (row->from == 0) {
		const struct stage_field *none = &writer->field[0];

		return put_field(put_field(put_field(at, none), none), none);
	}
	at += digits_put(at, row->from_visit);
	*at++ = '\t';
	at += instant_format_row(&writer->dates, at, row->since);
	*at++ = '\t';
	at += seconds_format(at, row->time - row->since);
	*at++ = '\t';
	return at;
}

/* The columns of --first, --keep and --backfill. */
static void
put_extras(struct movewriter *writer, const struct movewriter_row *row)
{
	struct out *out = writer->out;
	struct span none = { "", 0 };

	if (writer->first.count > 0) {
		out_char(out, '\t');
		out_joined(out, row->values);
	}
	for (size_t i = 0; i < writer->keep.count; i++) {
		out_char(out, '\t');
		out_field(out, row->cause == NULL ?
			none :
			tsv_value(writer->tsv, row->cause, writer->keep_columns[i]));
	}
	if (writer->imputes) {
		out_char(out, '\t');
		out_field(out, span_of(row->imputed ? "1" : ""));
	}
}

void
movewriter_put(struct movewriter *writer, const struct movewriter_row *row)
{
	struct out *out = writer->out;
	const struct stage_field *none, *from, *to;
	char *at;

	if (row->from >= writer->field_count || row->to >= writer->field_count)
		see_stages(writer);
	none = &writer->field[0];
	from = &writer->field[row->from];
	to = &writer->field[row->to];
	/* Room for the whole row: besides from and to, at most three fields are missing. */
	at = out_room(
	    out, row->lead.len + from->len + to->len + 3 * none->len + NUMBERS_MAX);
	at = span_put(at, row->lead);
	*at++ = '\t';
	at = put_time(writer, at, row);
	*at++ = '\t';
	at = put_field(put_field(at, from), to);
	if (row->to == 0) {
		at = put_field(at, none);
	} else {
		at += digits_put(at, row->visit);
		*at++ = '\t';
	}
	at = put_stay(writer, at, row);
	at += seconds_format(at, row->time - row->first);
	out->used = (size_t)(at - out->buf);
	if (writer->extras)
		put_extras(writer, row);
	out_char(out, '\n');
}
