/* The fixed columns of a move, as movewriter.c and moveonly.c write them. */
#ifndef LF_MOVEFIELDS_H
#define LF_MOVEFIELDS_H

#include "movewriter.h"

/* movefields_put copies at least this much: all of nearly every stage's name. */
enum { FIELD_BYTES = 32 };

/*
 * Room for a row's times, counts and durations, for the TABs between all its fields, and
 * for what movefields_put copies beyond the end of a field.
 */
enum { NUMBERS_MAX = 6 * INSTANT_TEXT_MAX + 9 + FIELD_BYTES };

/*
 * The room that all fixed columns of a row take at most: beside from and to, three can be
 * missing.
 */
static inline size_t
movefields_room(const struct movewriter *writer, const struct movewriter_row *row)
{
	return row->lead.len + writer->field[row->from].len + writer->field[row->to].len +
	    3 * writer->field[0].len + NUMBERS_MAX;
}

/*
 * Writes a field without the branches on its length that span_put has: always at least
 * FIELD_BYTES. Returns where the field ends.
 */
static inline char *
movefields_put(char *at, const struct stage_field *field)
{
	if (field->len <= FIELD_BYTES)
		memcpy(at, field->text, FIELD_BYTES);
	else
		memcpy(at, field->text, field->len);
	return at + field->len;
}

/* Mostly, the event has its time as it is to be written. */
static inline char *
movefields_put_time(struct movewriter *writer, char *at, const struct movewriter_row *row)
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

#endif
