#include <stdio.h>
#include <stdlib.h>

#include "base/digits.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/text.h"
#include "tsv/escape.h"

#include "csvheader.h"

/* The columns of one name, in order: from first on, each with the next. */
struct same {
	uint32_t first, last, count;
};

struct csvheader {
	const struct list *columns;
	struct map *map; /* of struct same, by name */
	uint32_t *next; /* of the same name */
	struct span *names;
	struct text made; /* names that no header has as they are */
};

/* Files the columns by name; nth is how many of its name come up to each. */
static void
file_columns(struct csvheader *header, uint32_t *nth)
{
	for (uint32_t i = 0; i < header->columns->count; i++) {
		bool fresh;
		struct same *same = map_put(header->map, header->columns->item[i], &fresh);

		if (fresh)
			same->first = i;
		else
			header->next[same->last] = i;
		same->last = i;
		nth[i] = ++same->count;
	}
}

/* Makes names for columns that have none or not the first of theirs. */
static void
make_names(struct csvheader *header, const uint32_t *nth)
{
	size_t count = header->columns->count;
	size_t *begins = mem_new(count + 1, sizeof(*begins));

	for (size_t i = 0; i < count; i++) {
		struct span name = header->columns->item[i];
		char number[DIGITS_MAX + 2];
		struct span made;

		begins[i] = header->made.len;
		if (name.len > 0 && nth[i] == 1)
			continue;
		snprintf(number, sizeof(number), "#%u", (unsigned)nth[i]);
		text_add(&header->made, name);
		text_add(&header->made, span_of(number));
		made = span_skip(text_span(&header->made), begins[i]);
		/* One that a header has, or that would be a number, is called by its place. */
		if (name.len > 0 && map_get(header->map, made) == NULL)
			continue;
		header->made.len = begins[i];
		snprintf(number, sizeof(number), "#%zu", i + 1);
		text_add(&header->made, span_of(number));
	}
	begins[count] = header->made.len;
	/* Only now they stay where they are. */
	for (size_t i = 0; i < count; i++)
		header->names[i] = begins[i + 1] == begins[i] ?
		    header->columns->item[i] :
		    (struct span){ header->made.ptr + begins[i],
			    begins[i + 1] - begins[i] };
	free(begins);
}

struct csvheader *
csvheader_new(const struct list *columns)
{
	struct csvheader *header = mem_new(1, sizeof(*header));
	uint32_t *nth = mem_new(columns->count, sizeof(*nth));

	header->columns = columns;
	header->map = map_new(sizeof(struct same), 4);
	header->next = mem_new(columns->count, sizeof(*header->next));
	header->names = mem_new(columns->count, sizeof(*header->names));
	file_columns(header, nth);
	make_names(header, nth);
	free(nth);
	return header;
}

void
csvheader_free(struct csvheader *header)
{
	if (header == NULL)
		return;
	map_free(header->map);
	free(header->next);
	free(header->names);
	text_free(&header->made);
	free(header);
}

size_t
csvheader_count(const struct csvheader *header)
{
	return header->columns->count;
}

struct span
csvheader_text(const struct csvheader *header, size_t column)
{
	return header->columns->item[column];
}

struct span
csvheader_name(const struct csvheader *header, size_t column)
{
	return header->names[column];
}

struct list
csvheader_names(const struct csvheader *header)
{
	return (struct list){ header->names, header->columns->count };
}

/* #7, or NAME#2. */
static long
find_numbered(const struct csvheader *header, struct span name)
{
	size_t digits = 0;
	struct span left;
	const struct same *same;
	uint64_t number;
	uint32_t column;

	while (digits < name.len && is_digit(name.ptr[name.len - 1 - digits]))
		digits++;
	if (digits == 0 || digits == name.len || name.ptr[name.len - 1 - digits] != '#')
		return -1;
	left = span_skip(name, name.len - digits);
	name.len -= digits + 1;
	if (left.ptr[0] == '0' || digits_take(&left, digits, &number) == 0)
		return -1;
	if (name.len == 0)
		return number <= header->columns->count ? (long)number - 1 : -1;
	same = map_get(header->map, name);
	if (same == NULL || number < 2 || number > same->count)
		return -1;
	for (column = same->first; number > 1; number--)
		column = header->next[column];
	return (long)column;
}

static long
find_escaped(const struct csvheader *header, struct span name)
{
	const struct same *same = name.len == 0 ? NULL : map_get(header->map, name);

	return same != NULL ? (long)same->first : find_numbered(header, name);
}

long
csvheader_find(const struct csvheader *header, struct span name)
{
	struct text escaped = { NULL, 0, 0 };
	long at = find_escaped(header, name);

	if (at >= 0 || escape_plain(name) == name.len)
		return at;
	escape_add(&escaped, name);
	at = find_escaped(header, text_span(&escaped));
	text_free(&escaped);
	return at;
}
