#include <stdlib.h>

#include "base/mem.h"

#include "csvfields.h"

void
csvfields_init(struct csvfields *fields)
{
	*fields = (struct csvfields){ .all = true };
}

void
csvfields_free(struct csvfields *fields)
{
	free(fields->item);
}

static void
make_room(struct csvfields *fields, size_t room)
{
	fields->room = room;
	fields->item = mem_resize(fields->item, room, sizeof(*fields->item));
}

void
csvfields_choose(struct csvfields *fields, size_t columns)
{
	fields->all = false;
	make_room(fields, columns);
}

void
csvfields_begin(struct csvfields *fields)
{
	fields->count = 0;
	fields->used = 0;
	fields->plain = false;
}

bool
csvfields_count(struct csvfields *fields, size_t len)
{
	size_t column = fields->count++;

	if (len > 0)
		fields->used = fields->count;
	if (column == fields->room && fields->all)
		make_room(fields, 2 * column + 16);
	return column < fields->room;
}

static bool
is_blank(char c, char delimiter)
{
	return (c == ' ' || c == '\t') && c != delimiter;
}

struct span
csvfields_trim(struct span field, char delimiter)
{
	while (field.len > 0 && is_blank(field.ptr[field.len - 1], delimiter))
		field.len--;
	while (field.len > 0 && is_blank(field.ptr[0], delimiter))
		field = (struct span){ field.ptr + 1, field.len - 1 };
	return field;
}

/*
 * The field from `at` on in a row that ends at `end`, where the next delimiter or LF is
 * at `next`. Returns where the field ends, or SIZE_MAX if it takes the parser to tell.
 */
static size_t
split_field(
    const struct csvlines *lines, size_t at, size_t end, size_t next, struct span *field)
{
	const char *text = lines->text;
	size_t to = next < end ? next : end;

	if (at == end || text[at] != '"') {
		*field = (struct span){ text + at, to - at };
		return csvbits_mark(&lines->bits, at, to) == to ? to : SIZE_MAX;
	}
	to = csvbits_mark(&lines->bits, at + 1, end);
	*field = (struct span){ text + at + 1, to - at - 1 };
	if (to == end || text[to] != '"')
		return SIZE_MAX;
	to++;
	return to == end || text[to] == lines->scan.separator ? to : SIZE_MAX;
}

/* Splits a row that ends at `end`. */
static bool
split(struct csvfields *fields, const struct csvstyle *style, const struct csvlines *lines,
    size_t end)
{
	const uint32_t *next = lines->scan.ends + lines->first_end;

	csvfields_begin(fields);
	for (size_t at = lines->begin;; at++) {
		struct span field;

		while (*next < at)
			next++;
		at = split_field(lines, at, end, *next, &field);
		if (at == SIZE_MAX || field.len > style->max_field)
			return false;
		if (style->lenient)
			field = csvfields_trim(field, lines->scan.separator);
		if (csvfields_count(fields, field.len))
			fields->item[fields->count - 1] = field;
		if (at == end)
			return true;
	}
}

bool
csvfields_split(
    struct csvfields *fields, const struct csvstyle *style, const struct csvlines *lines)
{
	size_t begin = lines->begin;
	size_t last = csvlines_row_end(lines);
	size_t end = last - (last > begin && lines->text[last - 1] == '\r');
	struct csvword found = csvbits_in(&lines->bits, begin, end);

	/* A line may end with CR alone. */
	if (found.odd != 0 && memchr(lines->text + begin, '\r', end - begin) != NULL)
		return false;
	if ((style->lenient && found.marks != 0) || !split(fields, style, lines, end))
		return false;
	fields->plain = found.odd == 0;
	fields->len = last + 1 - lines->begin;
	return true;
}

bool
csvfields_fit(struct csvfields *fields)
{
	if (fields->used > fields->room)
		return false;
	while (fields->count < fields->room)
		fields->item[fields->count++] = (struct span){ "", 0 };
	fields->count = fields->room;
	return true;
}
