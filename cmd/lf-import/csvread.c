#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "base/utf8.h"
#include "tsv/escape.h"
#include "tsv/input.h"
#include "tsv/rejects.h"

#include "csvfields.h"
#include "csvlines.h"
#include "csvread.h"
#include "recode.h"

enum { HEADER_RECORDS = 30 };

/*
 * Lines go to libcsv one by one, so that each record's line and bytes are known.
 * A line of which nothing is special is split here: the call would take three
 * times as long, and the program half as long again.
 */
struct csvread {
	struct csv_form form;
	struct input *input;
	struct recode *recode;
	struct out *out;
	struct rejects rejects;
	struct csvlines lines;
	struct csvfields fields;
	uint64_t start; /* the record's first line */
	uint64_t number; /* of the record in its file, from 1 */
	struct list columns; /* escaped */
	bool headless, searched; /* --columns; the header may follow a preamble */
};

/* Asks for the offsets of all bad bytes of the record; the first one. */
static uint64_t
bad_offset(struct csvread *csv, struct span bytes, size_t at)
{
	uint64_t first = 0;
	bool asked = false;

	if (!recode_converts(csv->recode))
		return recode_offset(csv->recode, csv->lines.offset + csv->lines.begin + at);
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
	struct span bytes = csvlines_bytes(&csv->lines);
	size_t at = utf8_valid(bytes);
	struct reason *why = &csv->fields.why;
	unsigned byte;
	uint64_t offset;

	if (at == bytes.len)
		return;
	byte = (unsigned char)bytes.ptr[at];
	offset = bad_offset(csv, bytes, at);
	csvfields_break(&csv->fields, CSV_NONE);
	if (byte == 0)
		fail(why, "a NUL byte%s", recode_converts(csv->recode) ? "" :
		    "; if this is UTF-16, say --encoding UTF-16LE (or UTF-16BE)");
	else if (recode_converts(csv->recode))
		fail(why, "the byte at offset %" PRIu64 " is not %s", offset,
		    recode_name(csv->recode));
	else
		fail(why,
		    "the byte 0x%02x at offset %" PRIu64
		    " is not UTF-8; say what it is with --encoding",
		    byte, offset);
}

static bool
is_footer(const struct csvread *csv)
{
	struct span bytes = csvlines_bytes(&csv->lines);
	size_t quote = bytes.len > 0 && bytes.ptr[0] == '"';
	size_t len;

	if (csv->form.footer == NULL)
		return false;
	len = strlen(csv->form.footer);
	return bytes.len >= quote + len &&
	    memcmp(bytes.ptr + quote, csv->form.footer, len) == 0;
}

/* A broken record ends with its line. */
static void
parse_record(struct csvread *csv)
{
	struct csvfields *fields = &csv->fields;
	struct span piece;
	bool ends;

	while (!fields->complete) {
		if (!csvlines_next(&csv->lines, &piece, &ends)) {
			csvfields_finish(fields);
			return;
		}
		if (!fields->broken)
			csvfields_feed(fields, piece);
		if (fields->broken)
			fields->complete = ends;
	}
	csvlines_end(&csv->lines);
}

/* Reads whatever record comes next in the file; false at its end. */
static bool
next_in_file(struct csvread *csv)
{
	struct span line;
	const char *quote;

	csvfields_begin(&csv->fields);
	if (!csvlines_begin(&csv->lines))
		return false;
	csv->start = csv->lines.line;
	csv->number++;
	if (csvlines_peek(&csv->lines, &line, &quote) &&
	    csvfields_split(&csv->fields, line, quote)) {
		csvlines_take(&csv->lines);
	} else {
		parse_record(csv);
		csvfields_end(&csv->fields);
	}
	check_bytes(csv);
	return true;
}

/* Starts the next file; false when there is none. */
static bool
open_file(struct csvread *csv)
{
	bool tabs;

	if (!recode_next_file(csv->recode))
		return false;
	tabs = csv->form.utf16_tabs && recode_utf16(csv->recode);
	csvfields_delimit(&csv->fields, tabs ? '\t' : csv->form.delimiter);
	csvlines_start(&csv->lines, csv->form.skip_lines);
	csv->number = 0;
	return true;
}

/* The names of the columns in the record that was just read, escaped. */
static struct list
header_columns(const struct csvread *csv)
{
	size_t count = csv->fields.count;
	struct list columns = { mem_new(count, sizeof(*columns.item)), count };
	struct text all = { NULL, 0, 0 };

	for (size_t i = 0; i < count; i++) {
		size_t before = all.len;

		escape_add(&all, csvread_field(csv, i));
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
 * many. False if there is none; *columns are those of the widest one then, which
 * is what a message can take for the header.
 */
static bool
find_header(struct csvread *csv, struct list *columns, size_t records,
    bool (*suits)(const struct list *, const void *), const void *data)
{
	*columns = (struct list){ NULL, 0 };
	for (size_t i = 0; i < records && next_in_file(csv); i++) {
		struct list names;

		if (csv->fields.broken && records > 1)
			continue;
		if (csv->fields.broken)
			diag_data("%s:%" PRIu64 ": the header: %s", csvread_name(csv),
			    csv->start, csv->fields.why.text);
		names = header_columns(csv);
		if (suits == NULL || suits(&names, data)) {
			list_free(columns);
			*columns = names;
			return true;
		}
		if (names.count > columns->count) {
			list_free(columns);
			*columns = names;
		} else {
			list_free(&names);
		}
	}
	if (columns->count == 0)
		diag_data("%s: is empty, without a header line", csvread_name(csv));
	return false;
}

static void
use_columns(struct csvread *csv, struct list columns)
{
	csv->columns = columns;
	csvfields_choose(&csv->fields, columns.count);
	csv->number = 0;
}

/* Starts the next file, and passes over its header, which must be the first file's. */
static bool
next_file(struct csvread *csv)
{
	struct list columns;
	bool same;

	if (!open_file(csv))
		return false;
	if (csv->headless)
		return true;
	csv->fields.all = true;
	same = find_header(csv, &columns, csv->searched ? HEADER_RECORDS : 1, same_columns,
	    &csv->columns);
	if (!same)
		diag_data("%s:%" PRIu64 ": the header is not that of the file before",
		    csvread_name(csv), csv->start);
	list_free(&columns);
	csv->fields.all = false;
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
	csvlines_init(&csv->lines, csv->recode);
	csvfields_init(&csv->fields, form->lenient, form->max_field);
	open_file(csv);
	csv->headless = common->columns != NULL;
	if (csv->headless)
		use_columns(csv, list_parse(common->columns));
	return csv;
}

void
csvread_close(struct csvread *csv)
{
	out_close(csv->out);
	input_close(csv->input);
	rejects_close(&csv->rejects);
	recode_close(csv->recode);
	csvlines_free(&csv->lines);
	csvfields_free(&csv->fields);
	list_free(&csv->columns);
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
	csv->fields.wanted[column] = true;
}

/* Reports the record if it is none, or has not as many fields as it should. */
static bool
good_record(struct csvread *csv)
{
	struct csvfields *fields = &csv->fields;
	char *column = NULL;

	if (!fields->broken && fields->count == csv->columns.count)
		return true;
	if (!fields->broken) {
		csvfields_break(fields, CSV_NONE);
		fail(&fields->why, "%zu field%s where there are %zu columns", fields->count,
		    fields->count == 1 ? "" : "s", csv->columns.count);
	}
	if (fields->bad < csv->columns.count)
		column = mem_string(csv->columns.item[fields->bad]);
	csvread_bad(csv, column, &fields->why);
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
	return csv->fields.item[column];
}

void
csvread_bad(struct csvread *csv, const char *column, const struct reason *why)
{
	struct text place = { NULL, 0, 0 };
	struct text row = { NULL, 0, 0 };

	place_name(csv, column, &place);
	escape_add(&row, csvlines_bytes(&csv->lines));
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
