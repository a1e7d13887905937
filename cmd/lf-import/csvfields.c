#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"

#include "csvfields.h"

static void
start_parser(struct csvfields *fields)
{
	if (csv_init(&fields->parser, fields->lenient ? 0 : CSV_STRICT | CSV_STRICT_FINI) != 0)
		diag_data("out of memory");
	csv_set_delim(&fields->parser, (unsigned char)fields->delimiter);
	csv_set_blk_size(&fields->parser, 4096);
}

void
csvfields_init(struct csvfields *fields, bool lenient, size_t max_field)
{
	*fields = (struct csvfields){ .delimiter = ',',
		.lenient = lenient,
		.max_field = max_field,
		.all = true };
	start_parser(fields);
}

void
csvfields_free(struct csvfields *fields)
{
	csv_free(&fields->parser);
	free(fields->item);
	free(fields->wanted);
	free(fields->begins);
	text_free(&fields->values);
}

void
csvfields_delimit(struct csvfields *fields, char delimiter)
{
	fields->delimiter = delimiter;
	csv_set_delim(&fields->parser, (unsigned char)delimiter);
}

void
csvfields_choose(struct csvfields *fields, size_t columns)
{
	fields->all = false;
	fields->columns = columns;
	fields->wanted = mem_new(columns, sizeof(*fields->wanted));
	fields->item_room = fields->begins_room = columns;
	fields->item = mem_resize(fields->item, columns, sizeof(*fields->item));
	fields->begins = mem_resize(fields->begins, columns, sizeof(*fields->begins));
}

void
csvfields_begin(struct csvfields *fields)
{
	fields->count = 0;
	fields->values.len = 0;
	fields->complete = false;
	fields->broken = false;
}

void
csvfields_break(struct csvfields *fields, size_t bad)
{
	fields->broken = true;
	fields->bad = bad;
}

static void
too_long(struct csvfields *fields, size_t column)
{
	csvfields_break(fields, column);
	fail(&fields->why, "a field of more than %zu bytes (see --max-field)",
	    fields->max_field);
}

/* Whether the next field is wanted; then there is room for it. */
static bool
next_field(struct csvfields *fields, size_t len, size_t *column)
{
	*column = fields->count++;
	if (len > fields->max_field && !fields->broken)
		too_long(fields, *column);
	if (!fields->all)
		return *column < fields->columns && fields->wanted[*column];
	fields->item =
	    mem_grow(fields->item, *column, &fields->item_room, sizeof(*fields->item));
	fields->begins = mem_grow(
	    fields->begins, *column, &fields->begins_room, sizeof(*fields->begins));
	return true;
}

/*
 * The field at from, in a line that ends at end; the byte behind it, or NULL
 * where it takes more than delimiters and a pair of quotation marks to tell.
 * *quote is the first quotation mark from there on, or behind end.
 */
static const char *
simple_field(const char *from, const char *end, char delimiter, const char **quote,
    struct span *field)
{
	bool quoted = from == *quote;
	const char *to;

	from += quoted;
	to = memchr(from, quoted ? '"' : delimiter, (size_t)(end - from));
	if (to == NULL) {
		if (quoted)
			return NULL;
		to = end;
	}
	*field = (struct span){ from, (size_t)(to - from) };
	if (quoted) {
		to++;
		*quote = memchr(to, '"', (size_t)(end - to));
		if (*quote == NULL)
			*quote = end + 1;
	}
	return (to == end || *to == delimiter) && to <= *quote ? to : NULL;
}

bool
csvfields_split(struct csvfields *fields, struct span line, const char *quote)
{
	const char *end = line.ptr + line.len;

	if (fields->lenient)
		return false;
	for (const char *at = line.ptr;; at++) {
		struct span field;
		size_t column;

		at = simple_field(at, end, fields->delimiter, &quote, &field);
		if (at == NULL)
			break;
		if (next_field(fields, field.len, &column))
			fields->item[column] = field;
		if (at == end)
			return true;
	}
	csvfields_begin(fields);
	return false;
}

static void
take_field(void *text, size_t len, void *data)
{
	struct csvfields *fields = data;
	size_t column;

	if (!next_field(fields, len, &column))
		return;
	fields->begins[column] = fields->values.len;
	fields->item[column].len = len;
	text_add(&fields->values, (struct span){ text, len });
}

static void
take_end(int terminator, void *data)
{
	struct csvfields *fields = data;

	(void)terminator;
	fields->complete = true;
}

static int
no_blank(unsigned char c)
{
	(void)c;
	return 0;
}

/*
 * Whether one of the bytes that side with each other is a blank, and the other
 * a delimiter or a line's end. Without branches, so that it is vectorised.
 */
static unsigned
edge_blank(const char *text, size_t len, char delimiter)
{
	unsigned found = 0;

	for (size_t i = 0; i + 1 < len; i++) {
		char a = text[i];
		char b = text[i + 1];
		unsigned blank_a = (a == ' ') | (a == '\t');
		unsigned blank_b = (b == ' ') | (b == '\t');
		unsigned end_b = (b == delimiter) | (b == '\n') | (b == '\r');

		found |= (blank_a & end_b) | ((unsigned)(a == delimiter) & blank_b);
	}
	return found;
}

/*
 * Whether a field of the line may begin or end with a blank, which libcsv drops
 * unless asked about every byte; asking takes it a third more time.
 */
static bool
edge_blanks(const char *text, size_t len, char delimiter)
{
	enum { STEP = 16 };
	unsigned found = (text[0] == ' ') | (text[0] == '\t') | (text[len - 1] == ' ') |
	    (text[len - 1] == '\t');
	size_t at = 0;

	for (; at + STEP < len; at += STEP)
		found |= edge_blank(text + at, STEP + 1, delimiter);
	return (found | edge_blank(text + at, len - at, delimiter)) != 0;
}

static void
bad_quotes(struct csvfields *fields)
{
	csvfields_break(fields, fields->count);
	if (csv_error(&fields->parser) != CSV_EPARSE)
		diag_data("out of memory");
	if (fields->parser.quoted)
		fail(&fields->why, "text after the closing quotation mark");
	else
		fail(&fields->why, "a quotation mark in a field that does not begin with one");
}

void
csvfields_feed(struct csvfields *fields, struct span piece)
{
	struct csv_parser *parser = &fields->parser;
	bool blanks =
	    !fields->lenient && edge_blanks(piece.ptr, piece.len, fields->delimiter);

	csv_set_space_func(parser, blanks ? no_blank : NULL);
	if (csv_parse(parser, piece.ptr, piece.len, take_field, take_end, fields) !=
	    piece.len)
		bad_quotes(fields);
	else if (parser->entry_pos > fields->max_field && !fields->broken)
		too_long(fields, fields->count);
}

void
csvfields_finish(struct csvfields *fields)
{
	if (fields->broken)
		return;
	if (csv_fini(&fields->parser, take_field, take_end, fields) != 0) {
		csvfields_break(fields, fields->count);
		fail(&fields->why, "the quotation mark is never closed");
	}
}

void
csvfields_end(struct csvfields *fields)
{
	size_t known = fields->all ? fields->count : fields->columns;

	/* Only now what libcsv gave stays where it is. */
	for (size_t i = 0; i < fields->count && i < known; i++)
		if (fields->all || fields->wanted[i])
			fields->item[i].ptr = fields->values.ptr + fields->begins[i];
	if (fields->broken) {
		csv_free(&fields->parser);
		start_parser(fields);
	}
}
