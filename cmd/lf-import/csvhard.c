#include <stdlib.h>

#include "base/mem.h"

#include "csvhard.h"

/*
 * Memory is bounded: a record of several lines with too many fields is given up when it is
 * longer than this, and longer than a field may be.
 */
static const size_t RECORD_MAX = 1 << 20;

/*
 * What a byte means. The order matters: those before DELIMITER are text in every field, and
 * those from MARK on can be escaped.
 */
enum meaning { TEXT, BLANK, DELIMITER, LINE_END, MARK, ESCAPE };

/* To libcsv no byte is a blank, which it would drop at the ends of fields. */
static int
no_blank(unsigned char c)
{
	(void)c;
	return 0;
}

void
csvhard_init(
    struct csvhard *parser, const struct csvstyle *style, struct csvfields *fields)
{
	*parser = (struct csvhard){ .style = *style, .fields = fields };
	if (csv_init(&parser->libcsv, CSV_STRICT | CSV_STRICT_FINI) != 0)
		diag_data("out of memory");
	csv_set_space_func(&parser->libcsv, no_blank);
}

void
csvhard_free(struct csvhard *parser)
{
	csv_free(&parser->libcsv);
	free(parser->part);
	text_free(&parser->values);
}

static void
mean(struct csvhard *parser, char c, enum meaning meaning)
{
	parser->meaning[(unsigned char)c] = (unsigned char)meaning;
}

void
csvhard_start(struct csvhard *parser, char delimiter)
{
	memset(parser->meaning, TEXT, sizeof(parser->meaning));
	if (parser->style.lenient) {
		mean(parser, ' ', BLANK);
		mean(parser, '\t', BLANK);
	}
	mean(parser, parser->style.escape, ESCAPE);
	mean(parser, '"', MARK);
	mean(parser, '\n', LINE_END);
	mean(parser, '\r', LINE_END);
	mean(parser, delimiter, DELIMITER);
	csv_set_delim(&parser->libcsv, (unsigned char)delimiter);
	parser->doomed = 0;
}

/* What the byte at `at` means; it has to be there. */
static enum meaning
meaning_of(const struct csvhard *parser, size_t at)
{
	return (enum meaning)parser->meaning[(unsigned char)parser->text.ptr[at]];
}

/* Whether the next byte is there. */
static bool
has_byte(const struct csvhard *parser)
{
	return parser->at < parser->text.len;
}

/* Goes on to the next byte that means this, or something later in the order. */
static void
pass_to(struct csvhard *parser, enum meaning meaning)
{
	while (has_byte(parser) && meaning_of(parser, parser->at) < meaning)
		parser->at++;
}

static void
pass_blanks(struct csvhard *parser)
{
	while (has_byte(parser) && meaning_of(parser, parser->at) == BLANK)
		parser->at++;
}

/* The record is broken. Returns false, as a step does that got no further. */
static bool
give_up(struct csvhard *parser, enum csvfault fault)
{
	parser->fault = fault;
	parser->bad = fault == CSV_RECORD_LONG ? CSV_NONE : parser->fields->count;
	return false;
}

/* The record is broken at a mark. If a backslash is before it, --escape is the way out. */
static bool
bad_mark(struct csvhard *parser, size_t mark, enum csvfault fault)
{
	bool escaped =
	    mark > 0 && parser->text.ptr[mark - 1] == '\\' && parser->style.escape == '"';

	return give_up(parser, escaped ? CSV_BACKSLASH : fault);
}

/* Whether the field, which goes on to `at` at least, is longer than it may be. */
static bool
too_long(const struct csvhard *parser, size_t at)
{
	return at - parser->value - parser->changes > parser->style.max_field;
}

/* Whether the record is to be given up: see RECORD_MAX. */
static bool
is_endless(const struct csvhard *parser)
{
	const struct csvfields *fields = parser->fields;

	return parser->crossed && parser->at > RECORD_MAX &&
	    parser->at > parser->style.max_field &&
	    (fields->all || fields->count > fields->room);
}

/* The field's value ends at `end`; the byte at `at` ends the field. */
static bool
end_field(struct csvhard *parser, size_t end)
{
	struct csvfields *fields = parser->fields;
	struct csvpart part = { parser->value, end - parser->value,
		parser->place == CSV_CLOSED, parser->changes > 0 };

	while (!part.quoted && part.len > 0 &&
	    meaning_of(parser, part.begin + part.len - 1) == BLANK)
		part.len--;
	if (csvfields_count(fields, part.len - parser->changes)) {
		parser->part = mem_grow(
		    parser->part, fields->count - 1, &parser->room, sizeof(*parser->part));
		parser->part[fields->count - 1] = part;
	}
	parser->complete = meaning_of(parser, parser->at) == LINE_END;
	parser->at++;
	parser->place = CSV_START;
	return !is_endless(parser) || parser->complete || give_up(parser, CSV_RECORD_LONG);
}

/* The first line ends in a quoted field. */
static bool
cross_line(struct csvhard *parser)
{
	parser->crossed = true;
	if (too_long(parser, parser->first))
		return give_up(parser, CSV_FIELD_LONG);
	if (parser->offset + parser->first <= parser->doomed)
		return give_up(parser, parser->doom);
	return true;
}

/* Passes over an escape and what it makes plain; false if the next byte is not there. */
static bool
take_escape(struct csvhard *parser)
{
	if (parser->at + 1 == parser->text.len)
		return false;
	parser->at++;
	if (meaning_of(parser, parser->at) >= MARK) {
		parser->at++;
		parser->changes++;
	}
	return true;
}

/*
 * The steps of the parser, one for each place: each takes what is there of the field, and
 * returns false if it got no further.
 */

static bool
start_field(struct csvhard *parser)
{
	pass_blanks(parser);
	if (!has_byte(parser))
		return false;
	parser->open = parser->at;
	parser->place = meaning_of(parser, parser->at) == MARK ? CSV_QUOTED : CSV_BARE;
	parser->at += parser->place == CSV_QUOTED;
	parser->value = parser->at;
	parser->changes = 0;
	parser->marks = 0;
	return true;
}

/* Takes a mark of a bare field, if it is one of ="text", in which no delimiter stands. */
static bool
take_formula_mark(struct csvhard *parser)
{
	const char *value = parser->text.ptr + parser->value;
	size_t before = parser->at - parser->value;

	if (parser->marks == 0 ? before != 1 || value[0] != '=' : parser->marks > 1)
		return bad_mark(parser, parser->at, CSV_MARK_INSIDE);
	parser->marks++;
	parser->formula = true;
	parser->close = parser->at++;
	return true;
}

/* Whether the bare field, which ends at `at`, has both marks of ="text", or none. */
static bool
has_formula_marks(const struct csvhard *parser)
{
	return parser->marks == 0 ||
	    (parser->marks == 2 && parser->at == parser->close + 1);
}

static bool
take_bare(struct csvhard *parser)
{
	pass_to(parser, DELIMITER);
	if (too_long(parser, parser->at))
		return give_up(parser, CSV_FIELD_LONG);
	if (!has_byte(parser))
		return false;
	switch (meaning_of(parser, parser->at)) {
	case ESCAPE:
		return take_escape(parser);
	case MARK:
		if (!parser->style.lenient)
			return take_formula_mark(parser);
		parser->at++;
		return true;
	default:
		return has_formula_marks(parser) ? end_field(parser, parser->at) :
						   give_up(parser, CSV_MARK_INSIDE);
	}
}

static void
pass_to_mark(struct csvhard *parser)
{
	const char *from = parser->text.ptr + parser->at;
	const char *mark;

	if (parser->style.escape != '"') {
		pass_to(parser, MARK);
		return;
	}
	mark = memchr(from, '"', parser->text.len - parser->at);
	parser->at = mark == NULL ? parser->text.len : (size_t)(mark - parser->text.ptr);
}

static bool
take_quoted(struct csvhard *parser)
{
	pass_to_mark(parser);
	if (!parser->crossed && parser->at >= parser->first && !cross_line(parser))
		return false;
	if (too_long(parser, parser->at))
		return give_up(parser, CSV_FIELD_LONG);
	if (!has_byte(parser))
		return false;
	if (meaning_of(parser, parser->at) == ESCAPE)
		return take_escape(parser);
	parser->close = parser->at++;
	parser->place = CSV_CLOSED;
	return true;
}

static bool
take_closed(struct csvhard *parser)
{
	pass_blanks(parser);
	if (!has_byte(parser))
		return false;
	switch (meaning_of(parser, parser->at)) {
	case DELIMITER:
	case LINE_END:
		return end_field(parser, parser->close);
	case MARK:
		if (parser->at > parser->close + 1)
			break;
		parser->at++;
		parser->changes++;
		parser->place = CSV_QUOTED;
		return true;
	default:
		break;
	}
	if (!parser->style.lenient)
		return bad_mark(parser, parser->close, CSV_TEXT_AFTER);
	parser->place = CSV_AFTER;
	parser->value = parser->open;
	parser->changes = 0;
	return true;
}

/* Marks and escapes are text here. */
static bool
take_after(struct csvhard *parser)
{
	while (has_byte(parser) && meaning_of(parser, parser->at) != DELIMITER &&
	    meaning_of(parser, parser->at) != LINE_END)
		parser->at++;
	if (too_long(parser, parser->at))
		return give_up(parser, CSV_FIELD_LONG);
	return has_byte(parser) && end_field(parser, parser->at);
}

/* Looks at what has been read of the record: the text may have moved. */
static void
see_text(struct csvhard *parser, const struct csvlines *lines)
{
	size_t first = csvlines_first(lines);

	parser->text =
	    (struct span){ lines->text + lines->begin, lines->filled - lines->begin };
	parser->first = first > 0 ? first : SIZE_MAX;
	parser->offset = lines->offset + lines->begin;
}

static void
begin_record(struct csvhard *parser)
{
	csvfields_begin(parser->fields);
	parser->at = 0;
	parser->place = CSV_START;
	parser->formula = false;
	parser->crossed = false;
	parser->complete = false;
	parser->fault = CSV_FINE;
}

/* The value of a field in which bytes are left out; there is room for it. */
static struct span
value_of(struct csvhard *parser, const struct csvpart *part)
{
	char *value = parser->values.ptr + parser->values.len;
	size_t len = 0;

	for (size_t at = part->begin; at < part->begin + part->len; at++) {
		enum meaning meaning = meaning_of(parser, at);
		bool more = at + 1 < part->begin + part->len;

		if ((meaning == ESCAPE && more && meaning_of(parser, at + 1) >= MARK) ||
		    (meaning == MARK && part->quoted))
			at++;
		value[len++] = parser->text.ptr[at];
	}
	parser->values.len += len;
	return (struct span){ value, len };
}

/* A field that libcsv has found: there is room for it among the values. */
static void
take_field(void *text, size_t len, void *data)
{
	struct csvhard *parser = data;
	struct csvfields *fields = parser->fields;

	if (parser->given < fields->room) {
		fields->item[parser->given] =
		    (struct span){ parser->values.ptr + parser->values.len, len };
		text_add(&parser->values, (struct span){ text, len });
	}
	parser->given++;
}

/* Has libcsv parse the record. */
static void
parse_strictly(struct csvhard *parser)
{
	parser->given = 0;
	if (csv_parse(&parser->libcsv, parser->text.ptr, parser->at, take_field, NULL,
		parser) != parser->at)
		diag_data("%s", csv_error(&parser->libcsv) == CSV_ENOMEM ?
			"out of memory" :
			csv_strerror(csv_error(&parser->libcsv)));
}

/* Takes the fields apart as --lenient, --escape and ="text" have it. */
static void
take_apart(struct csvhard *parser)
{
	struct csvfields *fields = parser->fields;

	for (size_t i = 0; i < fields->count && i < fields->room; i++) {
		const struct csvpart *part = &parser->part[i];

		fields->item[i] = part->changes ?
		    value_of(parser, part) :
		    (struct span){ parser->text.ptr + part->begin, part->len };
	}
}

static void
give_fields(struct csvhard *parser)
{
	struct csvfields *fields = parser->fields;

	parser->values.len = 0;
	text_room(&parser->values, parser->at);
	if (parser->style.lenient || parser->style.escape != '"' || parser->formula)
		take_apart(parser);
	else
		parse_strictly(parser);
	/* The LF of a CRLF; if it is not there yet, the lines know of it. */
	if (parser->text.ptr[parser->at - 1] == '\r' && has_byte(parser) &&
	    parser->text.ptr[parser->at] == '\n')
		parser->at++;
	fields->len = parser->at;
}

bool
csvhard_parse(struct csvhard *parser, struct csvlines *lines)
{
	static bool (*const steps[])(struct csvhard *) = { start_field, take_bare,
		take_quoted, take_closed, take_after };

	begin_record(parser);
	do {
		see_text(parser, lines);
		while (!parser->complete && steps[parser->place](parser))
			;
	} while (!parser->complete && parser->fault == CSV_FINE && csvlines_fill(lines));
	if (parser->complete) {
		give_fields(parser);
		return true;
	}
	if (parser->fault == CSV_FINE)
		give_up(parser, CSV_UNCLOSED);
	if (parser->offset + parser->open > parser->doomed) {
		parser->doomed = parser->offset + parser->open;
		parser->doom = parser->fault;
	}
	return false;
}

void
csvhard_reason(const struct csvhard *parser, struct reason *why)
{
	size_t max = parser->style.max_field;

	switch (parser->fault) {
	case CSV_FINE:
		break;
	case CSV_MARK_INSIDE:
		fail(why, "a quotation mark in a field that does not begin with one");
		break;
	case CSV_TEXT_AFTER:
		fail(why, "text after the closing quotation mark");
		break;
	case CSV_BACKSLASH:
		fail(why, "a quotation mark after a backslash (see --escape)");
		break;
	case CSV_UNCLOSED:
		fail(why, "the quotation mark is never closed");
		break;
	case CSV_FIELD_LONG:
		fail(why, "a field of more than %zu bytes (see --max-field)", max);
		break;
	case CSV_RECORD_LONG:
		fail(why, "a record of more than %zu bytes with more fields than columns",
		    max > RECORD_MAX ? max : RECORD_MAX);
		break;
	}
}
