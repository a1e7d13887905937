#include <stdlib.h>

#include "base/mem.h"

#include "directrow.h"
#include "recordid.h"

enum { SHORT = CSVREAD_SLACK };

/* Whether the value of a source is a column as it stands. */
static bool
is_column(const struct source *source)
{
	return source->picks == 1 && source->pick[0].key.ptr == NULL;
}

/*
 * Whether records are taken for what they have in such columns alone, and missing values
 * are empty: with --null there are others.
 */
static bool
suits(const struct record *record)
{
	const struct mapping *mapping = record->mapping;
	const struct conditions *conditions = &mapping->conditions;

	return !mapping->ledger && mapping->when == WHEN_TIME && mapping->at->parts == 1 &&
	    is_column(&mapping->at->part[0]) && is_column(&mapping->lead) &&
	    conditions->count + conditions->created.count + conditions->choose.picks == 0 &&
	    record->times.count == 0 && record->missing.count == 0 &&
	    record->merges == NULL && !record->long_ids;
}

/* Adds the column of a source; false if it is none, or is there already, as `there` says. */
static bool
add_column(struct directrow *direct, const struct source *source, bool *there)
{
	size_t column;

	if (!is_column(source))
		return false;
	column = source->pick[0].column;
	if (there[column])
		return false;
	there[column] = true;
	direct->column[direct->count++] = column;
	return true;
}

void
directrow_init(struct directrow *direct, const struct record *record)
{
	const struct columns *outputs = &record->mapping->outputs;
	bool all = suits(record);
	bool *there;

	*direct = (struct directrow){
		.column = mem_new(1 + outputs->count, sizeof(*direct->column))
	};
	if (!all)
		return;
	direct->time = record->mapping->at->part[0].pick[0].column;
	there = mem_new(record->csv->columns.count, sizeof(*there));
	all = add_column(direct, &record->mapping->lead, there);
	for (size_t i = 0; all && i < outputs->count; i++)
		all = add_column(direct, &outputs->item[i].source, there);
	free(there);
	if (!all)
		direct->count = 0;
	direct->room = INSTANT_TEXT_LEN + direct->count + 1 + SHORT;
}

void
directrow_free(struct directrow *direct)
{
	free(direct->column);
}

/* Most values are short: copying as many bytes as each one has takes up to 16 % longer. */
static char *
put_value(char *to, struct span value)
{
	memcpy(to, value.ptr, SHORT);
	if (value.len > SHORT)
		memcpy(to + SHORT, value.ptr + SHORT, value.len - SHORT);
	return to + value.len;
}

bool
directrow_put(const struct directrow *direct, struct record *record, struct out *out)
{
	const struct csvfile *file = &record->csv->file;
	/* Copies: the compiler has to take it that writing changes the originals. */
	const struct csvrow row = file->row;
	const size_t *column = direct->column, *end = column + direct->count;
	struct span lead, time;
	int64_t usec;
	char *to;

	if (!file->plain || row.ends == NULL)
		return false;
	lead = csvrow_field(&row, *column);
	time = csvrow_field(&row, direct->time);
	if (lead.len == 0 || recordid_rounded(lead) ||
	    !times_read_clock(&record->times, time, &usec))
		return false;
	to = out_room(out, direct->room + file->bytes.len);
	memcpy(to, time.ptr, INSTANT_TEXT_LEN);
	to[10] = 'T';
	to[19] = 'Z';
	to += INSTANT_TEXT_LEN;
	for (; column < end; column++) {
		*to++ = '\t';
		to = put_value(to, csvrow_field(&row, *column));
	}
	*to++ = '\n';
	out->used = (size_t)(to - out->buf);
	return true;
}
