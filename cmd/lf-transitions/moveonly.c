#include "base/digits.h"
#include "time/duration.h"

#include "movefields.h"

static bool
is_missing(const struct movewriter_row *row, size_t column)
{
	if (column == MOVE_VISIT)
		return row->to == 0;
	return column >= MOVE_FROM_VISIT && column <= MOVE_SOJOURN && row->from == 0;
}

/* A fixed column, and a TAB. */
static char *
put_fixed(
    struct movewriter *writer, char *at, const struct movewriter_row *row, size_t column)
{
	if (column == MOVE_FROM)
		return movefields_put(at, &writer->field[row->from]);
	if (column == MOVE_TO)
		return movefields_put(at, &writer->field[row->to]);
	if (is_missing(row, column))
		return movefields_put(at, &writer->field[0]);
	if (column == MOVE_SOJOURN || column == MOVE_AGE)
		at += seconds_format(
		    at, row->time - (column == MOVE_AGE ? row->first : row->since));
	else if (column == MOVE_LEAD)
		at = span_put(at, row->lead);
	else if (column == MOVE_TIME)
		at = movefields_put_time(writer, at, row);
	else if (column == MOVE_SINCE)
		at += instant_format_row(&writer->dates, at, row->since);
	else
		at += digits_put(at, column == MOVE_VISIT ? row->visit : row->from_visit);
	*at++ = '\t';
	return at;
}

void
moveonly_put(struct movewriter *writer, const struct movewriter_row *row)
{
	struct out *out = writer->out;
	const size_t *columns = writer->columns;
	size_t count = writer->column_count;
	size_t room = movefields_room(writer, row);
	char *at = out_room(out, room);

	for (size_t i = 0; i < count; i++) {
		if (columns[i] < MOVE_FIXED) {
			at = put_fixed(writer, at, row, columns[i]);
			continue;
		}
		out->used = (size_t)(at - out->buf);
		out_field(out, movewriter_extra(writer, row, columns[i] - MOVE_FIXED));
		at = out_room(out, room);
		*at++ = '\t';
	}
	at[-1] = '\n';
	out->used = (size_t)(at - out->buf);
}
