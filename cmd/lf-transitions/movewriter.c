#include <stdlib.h>

#include "base/digits.h"
#include "base/mem.h"
#include "time/duration.h"
#include "tsv/columnnames.h"

#include "movefields.h"

bool
movewriter_has(const struct movewriter *writer, const char *column)
{
	struct list only;
	bool has;

	if (writer->only == NULL)
		return true;
	only = list_parse(writer->only);
	has = list_find(&only, span_of(column)) >= 0;
	list_free(&only);
	return has;
}

void
movewriter_bind(
    struct movewriter *writer, const struct tsv *tsv, const char *time, struct out *out)
{
	writer->out = out;
	writer->tsv = tsv;
	writer->keep_columns = tsv_need_list(tsv, &writer->keep);
	writer->time_column = tsv_need(tsv, time);
}

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
	static const char *const fixed[MOVE_FIXED] = { "lead", "time", "from", "to",
		"visit", "from_visit", "since", "sojourn", "age" };
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
	columnnames_once(&columns, "the output");
	return columns;
}

/* Leaves the columns of --only among them, in its order. */
static void
take_only(struct movewriter *writer, struct list *columns)
{
	struct list only;

	writer->columns = columnnames_only(columns, writer->only, &writer->column_count);
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
	free(writer->keep_columns);
	list_free(&writer->first);
	list_free(&writer->keep);
	list_free(&writer->last);
	list_free(&writer->seen);
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

/* The nth of values with TABs between them; empty if there are none. */
static struct span
nth(struct span values, size_t n)
{
	struct span value = { "", 0 };

	while (span_take(&values, '\t', &value) && n > 0)
		n--;
	return value;
}

/* from_visit, since and sojourn. */
static char *
put_stay(struct movewriter *writer, char *at, const struct movewriter_row *row)
{
	if (row->from == 0) {
		const struct stage_field *none = &writer->field[0];

		return movefields_put(movefields_put(movefields_put(at, none), none), none);
	}
	at += digits_put(at, row->from_visit);
	*at++ = '\t';
	at += instant_format_row(&writer->dates, at, row->since);
	*at++ = '\t';
	at += seconds_format(at, row->time - row->since);
	*at++ = '\t';
	return at;
}

/* A value of --keep: that of the cause, or of a move that was held; open visits have none. */
static struct span
kept_value(const struct movewriter *writer, const struct movewriter_row *row, size_t at)
{
	const struct span nothing = { "", 0 };

	if (row->cause != NULL)
		return tsv_value(writer->tsv, row->cause, writer->keep_columns[at]);
	return row->more == NULL ? nothing : nth(row->more->kept, at);
}

struct span
movewriter_extra(
    const struct movewriter *writer, const struct movewriter_row *row, size_t at)
{
	if (at < writer->first.count)
		return nth(row->values, at);
	at -= writer->first.count;
	if (at < writer->keep.count)
		return kept_value(writer, row, at);
	at -= writer->keep.count;
	if (at < writer->last.count)
		return nth(row->more->last, at);
	at -= writer->last.count;
	if (at < writer->seen.count)
		return nth(row->more->seen, at);
	return span_of(row->imputed ? "1" : "");
}

/* The columns past the fixed ones. */
static void
put_extras(struct movewriter *writer, const struct movewriter_row *row)
{
	struct out *out = writer->out;
	size_t count = writer->first.count + writer->keep.count + writer->last.count +
	    writer->seen.count + writer->imputes;

	for (size_t i = 0; i < count; i++) {
		out_char(out, '\t');
		out_field(out, movewriter_extra(writer, row, i));
	}
}

static void
put_all(struct movewriter *writer, const struct movewriter_row *row)
{
	struct out *out = writer->out;
	const struct stage_field *none = &writer->field[0];
	const struct stage_field *from = &writer->field[row->from];
	const struct stage_field *to = &writer->field[row->to];
	char *at = out_room(out, movefields_room(writer, row));

	at = span_put(at, row->lead);
	*at++ = '\t';
	at = movefields_put_time(writer, at, row);
	*at++ = '\t';
	at = movefields_put(movefields_put(at, from), to);
	if (row->to == 0) {
		at = movefields_put(at, none);
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

void
movewriter_put(struct movewriter *writer, const struct movewriter_row *row)
{
	if (row->from >= writer->field_count || row->to >= writer->field_count)
		see_stages(writer);
	if (writer->columns != NULL)
		moveonly_put(writer, row);
	else
		put_all(writer, row);
}
