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

static void
add_columns(struct list *columns, const struct list *more)
{
	for (size_t i = 0; i < more->count; i++)
		columns->item[columns->count++] = more->item[i];
}

/* The columns, in order; their names are not copied. */
static struct list
make_columns(const struct movewriter *writer)
{
	static const char *const fixed[MOVE_FIXED] = { "lead", "time", "from", "to", "visit",
		"from_visit", "since", "sojourn", "age" };
	size_t most = MOVE_FIXED + writer->first.count + writer->keep.count +
	    writer->last.count + writer->seen.count + 1;
	struct list columns = { mem_new(most, sizeof(*columns.item)), 0 };

	for (size_t i = 0; i < MOVE_FIXED; i++)
		columns.item[columns.count++] = span_of(fixed[i]);
	add_columns(&columns, &writer->first);
	add_columns(&columns, &writer->keep);
	add_columns(&columns, &writer->last);
	add_columns(&columns, &writer->seen);
	if (writer->imputes)
		columns.item[columns.count++] = span_of("imputed");
	header_once(&columns, "the output");
	return columns;
}

/* Leaves the columns of --only among them, in its order. */
static void
take_only(struct movewriter *writer, struct list *columns)
{
	struct list only;

	writer->columns = header_only(columns, writer->only, &writer->column_count);
	only.count = writer->column_count;
	only.item = mem_new(only.count, sizeof(*only.item));
	for (size_t i = 0; i < only.count; i++)
		only.item[i] = columns->item[writer->columns[i]];
	free(columns->item);
	*columns = only;
}

void
movewriter_header(struct movewriter *writer, bool wanted)
{
	struct list columns = make_columns(writer);

	writer->extras = columns.count > MOVE_FIXED;
	if (writer->only != NULL)
		take_only(writer, &columns);
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
	free(writer->columns);
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

/* The nth of values with TABs between them; empty if there are none. */
static struct span
nth(struct span values, size_t n)
{
	struct span value = { "", 0 };

	while (span_take(&values, '\t', &value) && n > 0)
		n--;
	return value;
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

/* A value of --keep: that of the cause, or of a move that was held; open visits have none. */
static struct span
kept_value(const struct movewriter *writer, const struct step *step, size_t at)
{
	const struct span nothing = { "", 0 };

	if (step->cause != NULL)
		return tsv_value(writer->tsv, step->cause, writer->keep_columns[at]);
	return step->more == NULL ? nothing : nth(step->more->kept, at);
}

struct span
movewriter_extra(const struct movewriter *writer, const struct step *step, size_t at)
{
	if (at < writer->first.count)
		return nth(step->values, at);
	at -= writer->first.count;
	if (at < writer->keep.count)
		return kept_value(writer, step, at);
	at -= writer->keep.count;
	if (at < writer->last.count)
		return nth(step->more->last, at);
	at -= writer->last.count;
	if (at < writer->seen.count)
		return nth(step->more->seen, at);
	return span_of(step->imputed ? "1" : "");
}

/* The columns past the fixed ones. */
static void
put_extras(struct movewriter *writer, const struct step *step)
{
	struct out *out = writer->out;
	size_t count = writer->first.count + writer->keep.count + writer->last.count +
	    writer->seen.count + writer->imputes;

	for (size_t i = 0; i < count; i++) {
		out_char(out, '\t');
		out_field(out, movewriter_extra(writer, step, i));
	}
}

static void
put_all(struct movewriter *writer, const struct step *step)
{
	struct out *out = writer->out;
	const struct stage_field *none = &writer->field[0];
	const struct stage_field *from = &writer->field[step->from];
	const struct stage_field *to = &writer->field[step->to];
	/* Room for all of them at once: beside from and to, at most three are missing. */
	char *at = out_room(
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

void
movewriter_put(struct movewriter *writer, const struct step *step)
{
	if (step->from >= writer->field_count || step->to >= writer->field_count)
		see_stages(writer);
	if (writer->columns != NULL)
		moveonly_put(writer, step);
	else
		put_all(writer, step);
}
