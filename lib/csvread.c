#include <csv.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "csvread.h"
#include "input.h"
#include "mem.h"
#include "recode.h"
#include "rejects.h"
#include "text.h"
#include "utf8.h"

enum { BLOCK_BYTES = 1 << 17, HEADER_RECORDS = 30 };

/*
 * libcsv is fed line by line, so that each record's line and bytes are known:
 * block[begin, at) is what the record has been fed, block[at, filled) what
 * waits. A line whose fields have nothing special is not worth the call, which
 * takes four times as long as memchr: see split_line.
 */
struct csvread {
	struct csv_form form;
	struct input *input;
	struct recode *recode;
	struct out *out;
	struct rejects rejects;
	struct csv_parser parser;
	char delimiter; /* of the file being read */

	char *block;
	size_t begin, at, filled, room;
	size_t lf, cr, quote; /* the next ones from at on, or filled */
	uint64_t block_offset; /* of block[0] in the file, if it is UTF-8 */
	bool ended; /* the file */

	uint64_t line; /* that at is on */
	uint64_t start; /* the record's first line */
	uint64_t number; /* of the record in its file, from 1 */
	bool after_cr; /* a line just ended with CR: an LF would belong to it */

	struct list columns; /* escaped */
	bool headless, searched; /* --columns; the header may follow a preamble */
	bool *wanted; /* by column; NULL: all fields are */
	struct span *fields;
	size_t count, fields_room; /* of the record; all, wanted or not */
	struct text values; /* what libcsv gave */
	size_t *begins; /* in values, of each field */
	size_t begins_room;
	bool complete; /* libcsv has seen the record's end */
	bool broken; /* it is no record: why, and in which column, or CSV_NONE */
	struct reason why;
	size_t bad_column;
};

static void
break_record(struct csvread *csv, size_t column)
{
	csv->broken = true;
	csv->bad_column = column;
}

static void
too_long(struct csvread *csv, size_t column)
{
	break_record(csv, column);
	fail(&csv->why, "a field of more than %zu bytes (see --max-field)",
	    csv->form.max_field);
}

/* Whether the next field is to be kept; then there is room for it. */
static bool
next_field(struct csvread *csv, size_t len, size_t *column)
{
	*column = csv->count++;
	if (len > csv->form.max_field && !csv->broken)
		too_long(csv, *column);
	if (csv->wanted != NULL)
		return *column < csv->columns.count && csv->wanted[*column];
	csv->fields =
	    mem_grow(csv->fields, *column, &csv->fields_room, sizeof(*csv->fields));
	csv->begins =
	    mem_grow(csv->begins, *column, &csv->begins_room, sizeof(*csv->begins));
	return true;
}

static void
take_field(void *text, size_t len, void *data)
{
	struct csvread *csv = data;
	size_t column;

	if (!next_field(csv, len, &column))
		return;
	csv->begins[column] = csv->values.len;
	csv->fields[column].len = len;
	text_add(&csv->values, (struct span){ text, len });
}

static void
take_end(int terminator, void *data)
{
	struct csvread *csv = data;

	(void)terminator;
	csv->complete = true;
}

static int
no_blank(unsigned char c)
{
	(void)c;
	return 0;
}

static void
start_parser(struct csvread *csv)
{
	if (csv_init(&csv->parser, csv->form.lenient ? 0 : CSV_STRICT | CSV_STRICT_FINI) != 0)
		diag_data("out of memory");
	csv_set_delim(&csv->parser, (unsigned char)csv->delimiter);
	csv_set_blk_size(&csv->parser, 4096);
}

static void
restart_parser(struct csvread *csv)
{
	csv_free(&csv->parser);
	start_parser(csv);
}

static size_t
find(const struct csvread *csv, char c)
{
	const char *from = csv->block + csv->at;
	const char *found = memchr(from, c, csv->filled - csv->at);

	return found != NULL ? (size_t)(found - csv->block) : csv->filled;
}

/* Reads more behind the record's bytes, which move to the front; false at the end. */
static bool
fill(struct csvread *csv)
{
	size_t kept = csv->filled - csv->begin;
	size_t got;

	if (csv->ended)
		return false;
	memmove(csv->block, csv->block + csv->begin, kept);
	csv->block_offset += csv->begin;
	csv->at -= csv->begin;
	csv->begin = 0;
	if (csv->room - kept < BLOCK_BYTES / 2) {
		csv->room *= 2;
		csv->block = mem_resize(csv->block, csv->room, 1);
	}
	got = recode_read(csv->recode, csv->block + kept, csv->room - kept);
	csv->ended = got == 0;
	csv->filled = kept + got;
	csv->lf = find(csv, '\n');
	csv->cr = find(csv, '\r');
	csv->quote = find(csv, '"');
	return got > 0;
}

/* Finds the line ends and quotation marks that come next, where they are behind. */
static void
look_ahead(struct csvread *csv)
{
	if (csv->lf < csv->at)
		csv->lf = find(csv, '\n');
	if (csv->cr < csv->at)
		csv->cr = find(csv, '\r');
	if (csv->quote < csv->at)
		csv->quote = find(csv, '"');
}

/*
 * The end of the line at `at`, or of what there is of it: behind an LF, or a CR
 * that no LF is known to follow.
 */
static size_t
line_end(struct csvread *csv)
{
	look_ahead(csv);
	if (csv->cr + 1 < csv->lf || (csv->cr < csv->filled && csv->lf == csv->filled))
		return csv->cr + 1;
	return csv->lf < csv->filled ? csv->lf + 1 : csv->filled;
}

/* Passes over line ends between records; false at the file's end. */
static bool
skip_blank_lines(struct csvread *csv)
{
	for (;; csv->at++) {
		if (csv->at == csv->filled) {
			csv->begin = csv->at;
			if (!fill(csv))
				return false;
		}
		if (csv->block[csv->at] == '\n')
			csv->line += !csv->after_cr;
		else if (csv->block[csv->at] == '\r')
			csv->line++;
		else
			break;
		csv->after_cr = csv->block[csv->at] == '\r';
	}
	csv->after_cr = false;
	csv->begin = csv->at;
	csv->start = csv->line;
	return true;
}

static void
skip_lines(struct csvread *csv, uint64_t count)
{
	while (count > 0 && (csv->at < csv->filled || fill(csv))) {
		size_t end = line_end(csv);
		char last = csv->block[end - 1];
		/* The LF of a CRLF that the block's end has cut. */
		bool rest = csv->after_cr && last == '\n' && end == csv->at + 1;

		if ((last == '\n' || last == '\r') && !rest) {
			csv->line++;
			count--;
		}
		csv->after_cr = last == '\r';
		csv->begin = csv->at = end;
	}
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
bad_quotes(struct csvread *csv)
{
	break_record(csv, csv->count);
	if (csv_error(&csv->parser) != CSV_EPARSE)
		diag_data("out of memory");
	if (csv->parser.quoted)
		fail(&csv->why, "text after the closing quotation mark");
	else
		fail(&csv->why, "a quotation mark in a field that does not begin with one");
}

/* Feeds a line, or a piece of one, to libcsv. */
static void
feed(struct csvread *csv, const char *text, size_t len)
{
	struct csv_parser *parser = &csv->parser;
	bool blanks = !csv->form.lenient && edge_blanks(text, len, csv->delimiter);

	csv_set_space_func(parser, blanks ? no_blank : NULL);
	if (csv_parse(parser, text, len, take_field, take_end, csv) != len) {
		bad_quotes(csv);
	} else if (parser->entry_pos > csv->form.max_field && !csv->broken) {
		too_long(csv, csv->count);
	}
}

static void
finish_file(struct csvread *csv)
{
	if (csv->broken)
		return;
	if (csv_fini(&csv->parser, take_field, take_end, csv) != 0) {
		break_record(csv, csv->count);
		fail(&csv->why, "the quotation mark is never closed");
	}
}

/*
 * The field at from, in a line that ends at end; the byte behind it, or NULL
 * where it takes more than delimiters and a pair of quotation marks to tell.
 * quote is the first quotation mark from there on, or behind the line.
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
			*quote = end;
	}
	return (to == end || *to == delimiter) && to <= *quote ? to : NULL;
}

/*
 * Splits a whole line of simple fields; false if the record does not begin with
 * one. Other records are libcsv's, and so is what is wrong with them.
 */
static bool
split_line(struct csvread *csv)
{
	const char *at = csv->block + csv->at;
	const char *end;
	const char *quote;

	look_ahead(csv);
	if (csv->form.lenient || csv->lf == csv->filled || csv->cr + 1 < csv->lf)
		return false;
	end = csv->block + csv->lf - (csv->cr < csv->lf);
	quote = csv->block + csv->quote;
	for (;; at++) {
		struct span field;
		size_t column;

		at = simple_field(at, end, csv->delimiter, &quote, &field);
		if (at == NULL)
			break;
		if (next_field(csv, field.len, &column))
			csv->fields[column] = field;
		if (at == end) {
			csv->at = csv->lf + 1;
			csv->line++;
			return true;
		}
	}
	csv->count = 0;
	csv->broken = false;
	return false;
}

/* What libcsv gave stays where it is from now on. */
static void
point_fields(struct csvread *csv)
{
	size_t known = csv->wanted != NULL ? csv->columns.count : csv->count;

	for (size_t i = 0; i < csv->count && i < known; i++)
		if (csv->wanted == NULL || csv->wanted[i])
			csv->fields[i].ptr = csv->values.ptr + csv->begins[i];
}

/* A broken record ends with its line. */
static void
parse_record(struct csvread *csv)
{
	while (!csv->complete) {
		size_t end;
		char last;

		if (csv->at == csv->filled && !fill(csv)) {
			finish_file(csv);
			return;
		}
		end = line_end(csv);
		if (!csv->broken)
			feed(csv, csv->block + csv->at, end - csv->at);
		last = csv->block[end - 1];
		csv->at = end;
		csv->line += last == '\n';
		if (csv->broken)
			csv->complete = last == '\n' || last == '\r';
		if (csv->complete && last == '\r') {
			csv->line++;
			csv->after_cr = true;
		}
	}
}

/* The record's bytes as they stood, without its line end. */
static struct span
record_bytes(const struct csvread *csv)
{
	const char *from = csv->block + csv->begin;
	size_t len = csv->at - csv->begin;

	if (len > 0 && from[len - 1] == '\n')
		len--;
	if (len > 0 && from[len - 1] == '\r')
		len--;
	return (struct span){ from, len };
}

/* Asks for the offsets of all bad bytes of the record; the first one. */
static uint64_t
bad_offset(struct csvread *csv, struct span bytes, size_t at)
{
	uint64_t first = 0;
	bool asked = false;

	if (!recode_converts(csv->recode))
		return recode_offset(csv->recode, csv->block_offset + csv->begin + at);
	for (size_t i = at; i < bytes.len; i++)
		if (bytes.ptr[i] == RECODE_BAD) {
			uint64_t offset = recode_offset(csv->recode, 0);

			first = asked ? first : offset;
			asked = true;
		}
	return first;
}

static void
check_bytes(struct csvread *csv)
{
	struct span bytes = record_bytes(csv);
	size_t at = utf8_valid(bytes);
	unsigned byte;
	uint64_t offset;

	if (at == bytes.len)
		return;
	byte = (unsigned char)bytes.ptr[at];
	offset = bad_offset(csv, bytes, at);
	break_record(csv, CSV_NONE);
	if (byte == 0)
		fail(&csv->why, "a NUL byte%s", recode_converts(csv->recode) ? "" :
		    "; if this is UTF-16, say --encoding UTF-16LE (or UTF-16BE)");
	else if (recode_converts(csv->recode))
		fail(&csv->why, "the byte at offset %" PRIu64 " is not %s", offset,
		    recode_name(csv->recode));
	else
		fail(&csv->why,
		    "the byte 0x%02x at offset %" PRIu64
		    " is not UTF-8; say what it is with --encoding",
		    byte, offset);
}

static bool
is_footer(const struct csvread *csv)
{
	struct span bytes = record_bytes(csv);
	size_t quote = bytes.len > 0 && bytes.ptr[0] == '"';
	size_t len;

	if (csv->form.footer == NULL)
		return false;
	len = strlen(csv->form.footer);
	return bytes.len >= quote + len &&
	    memcmp(bytes.ptr + quote, csv->form.footer, len) == 0;
}

/* Reads whatever record comes next in the file; false at its end. */
static bool
next_in_file(struct csvread *csv)
{
	csv->count = 0;
	csv->values.len = 0;
	csv->complete = false;
	csv->broken = false;
	csv->begin = csv->at;
	if (!skip_blank_lines(csv))
		return false;
	csv->number++;
	if (!split_line(csv)) {
		parse_record(csv);
		point_fields(csv);
	}
	if (csv->broken)
		restart_parser(csv);
	check_bytes(csv);
	return true;
}

/* Starts the next file; false when there is none. */
static bool
open_file(struct csvread *csv)
{
	if (!recode_next_file(csv->recode))
		return false;
	csv->begin = csv->at = csv->filled = 0;
	csv->block_offset = 0;
	csv->ended = false;
	csv->line = 1;
	csv->number = 0;
	csv->after_cr = false;
	csv->delimiter = csv->form.utf16_tabs && recode_utf16(csv->recode) ?
	    '\t' :
	    csv->form.delimiter;
	csv_set_delim(&csv->parser, (unsigned char)csv->delimiter);
	skip_lines(csv, csv->form.skip_lines);
	return true;
}

/* The names of the columns in the record that was just read, escaped. */
static struct list
header_columns(const struct csvread *csv)
{
	struct list columns = { mem_new(csv->count, sizeof(*columns.item)), csv->count };
	struct text all = { NULL, 0, 0 };

	for (size_t i = 0; i < csv->count; i++) {
		size_t before = all.len;

		text_add_escaped(&all, csvread_field(csv, i));
		columns.item[i].len = all.len - before;
	}
	/* Only now the names stay where they are; list_free frees the first. */
	for (size_t i = 0, at = 0; i < columns.count; at += columns.item[i++].len)
		columns.item[i].ptr = all.ptr + at;
	return columns;
}

static bool
same_columns(const struct list *columns, const void *data)
{
	const struct list *others = data;

	if (columns->count != others->count)
		return false;
	for (size_t i = 0; i < columns->count; i++)
		if (!span_equal(columns->item[i], others->item[i]))
			return false;
	return true;
}

/* "record 3" or "record 3: COLUMN", for messages. */
static void
place_name(const struct csvread *csv, const char *column, struct text *place)
{
	char number[64];

	snprintf(number, sizeof(number), "record %" PRIu64 "%s", csv->number,
	    column != NULL ? ": " : "");
	text_add(place, span_of(number));
	if (column != NULL)
		text_add(place, span_of(column));
	text_add(place, (struct span){ "", 1 });
}

/*
 * Finds the header in the file: its first record, or the first that suits of so
 * many. False if there is none; *columns are those of the first one then.
 */
static bool
find_header(struct csvread *csv, struct list *columns, size_t records,
    bool (*suits)(const struct list *, const void *), const void *data)
{
	*columns = (struct list){ NULL, 0 };
	for (size_t i = 0; i < records && next_in_file(csv); i++) {
		struct list names;

		if (csv->broken && records > 1)
			continue;
		if (csv->broken)
			diag_data("%s:%" PRIu64 ": the header: %s", csvread_name(csv),
			    csv->start, csv->why.text);
		names = header_columns(csv);
		if (suits == NULL || suits(&names, data)) {
			list_free(columns);
			*columns = names;
			return true;
		}
		if (columns->count == 0)
			*columns = names;
		else
			list_free(&names);
	}
	if (columns->count == 0)
		diag_data("%s: is empty, without a header", csvread_name(csv));
	return false;
}

static void
use_columns(struct csvread *csv, struct list columns)
{
	csv->columns = columns;
	csv->wanted = mem_new(columns.count, sizeof(*csv->wanted));
	csv->fields = mem_resize(csv->fields, columns.count, sizeof(*csv->fields));
	csv->begins = mem_resize(csv->begins, columns.count, sizeof(*csv->begins));
	csv->number = 0;
}

/* Starts the next file, and passes over its header, which must be the first file's. */
static bool
next_file(struct csvread *csv)
{
	struct list columns;
	bool *wanted = csv->wanted;
	bool same;

	if (!open_file(csv))
		return false;
	if (csv->headless)
		return true;
	csv->wanted = NULL;
	csv->fields_room = csv->begins_room = csv->columns.count;
	same = find_header(csv, &columns, csv->searched ? HEADER_RECORDS : 1, same_columns,
	    &csv->columns);
	if (!same)
		diag_data("%s:%" PRIu64 ": the header is not that of the file before",
		    csvread_name(csv), csv->start);
	list_free(&columns);
	csv->wanted = wanted;
	csv->number = 0;
	return true;
}

struct csvread *
csvread_open(const struct common *common, const struct csv_form *form, struct out *out)
{
	struct csvread *csv = mem_new(1, sizeof(*csv));

	csv->form = *form;
	csv->out = out;
	out->null = span_of(common->null);
	rejects_open(&csv->rejects, common->rejects, out);
	csv->input =
	    input_open(common->files, common->file_count, out, common->progress);
	csv->recode = recode_open(csv->input, form->encoding);
	csv->room = BLOCK_BYTES;
	csv->block = mem_resize(NULL, csv->room, 1);
	start_parser(csv);
	open_file(csv);
	csv->headless = common->columns != NULL;
	if (csv->headless)
		use_columns(csv, list_parse(common->columns));
	return csv;
}

void
csvread_close(struct csvread *csv)
{
	input_close(csv->input);
	out_close(csv->out);
	rejects_close(&csv->rejects);
	recode_close(csv->recode);
	csv_free(&csv->parser);
	list_free(&csv->columns);
	free(csv->block);
	free(csv->wanted);
	free(csv->fields);
	free(csv->begins);
	text_free(&csv->values);
	free(csv);
}

void
csvread_header(struct csvread *csv,
    bool (*suits)(const struct list *columns, const void *data), const void *data)
{
	struct list columns;

	if (csv->headless)
		return;
	csv->searched = suits != NULL;
	find_header(csv, &columns, csv->searched ? HEADER_RECORDS : 1, suits, data);
	use_columns(csv, columns);
}

const struct list *
csvread_columns(const struct csvread *csv)
{
	return &csv->columns;
}

void
csvread_add_columns(const struct csvread *csv, struct text *to)
{
	for (size_t i = 0; i < csv->columns.count; i++) {
		text_add(to, span_of(i > 0 ? ", " : ""));
		text_add(to, csv->columns.item[i]);
	}
}

void
csvread_want(struct csvread *csv, size_t column)
{
	csv->wanted[column] = true;
}

/* Reports the record if it is none, or has not as many fields as it should. */
static bool
good_record(struct csvread *csv)
{
	char *column = NULL;

	if (!csv->broken && csv->count == csv->columns.count)
		return true;
	if (!csv->broken) {
		csv->bad_column = CSV_NONE;
		fail(&csv->why, "%zu field%s where there are %zu columns", csv->count,
		    csv->count == 1 ? "" : "s", csv->columns.count);
	}
	if (csv->bad_column < csv->columns.count)
		column = mem_string(csv->columns.item[csv->bad_column]);
	csvread_bad(csv, column, &csv->why);
	free(column);
	return false;
}

bool
csvread_next(struct csvread *csv)
{
	for (;;) {
		if (!next_in_file(csv)) {
			if (!next_file(csv))
				return false;
			continue;
		}
		input_count_rows(csv->input, 1);
		if (!is_footer(csv) && good_record(csv))
			return true;
	}
}

struct span
csvread_field(const struct csvread *csv, size_t column)
{
	return csv->fields[column];
}

void
csvread_bad(struct csvread *csv, const char *column, const struct reason *why)
{
	struct text place = { NULL, 0, 0 };
	struct text row = { NULL, 0, 0 };

	place_name(csv, column, &place);
	text_add_escaped(&row, record_bytes(csv));
	rejects_add(&csv->rejects, csvread_name(csv), csv->start, place.ptr, why,
	    text_span(&row));
	text_free(&place);
	text_free(&row);
}

const char *
csvread_name(const struct csvread *csv)
{
	return input_name(csv->input);
}
