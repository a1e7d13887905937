#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "tsv/escape.h"
#include "tsv/failure.h"
#include "tsv/filekind.h"
#include "tsv/input.h"
#include "tsv/rejects.h"

#include "csvread.h"

enum { HEADER_RECORDS = 30 };

/* The names of the columns in the record that was just read, escaped. */
static struct list
header_columns(const struct csvread *csv)
{
	size_t count = csv->file.fields.count;
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
static const char *
place_name(struct csvread *csv, const char *column)
{
	struct text *place = &csv->place;
	char number[64];

	place->len = 0;
	snprintf(number, sizeof(number), "record %" PRIu64 "%s", csv->file.number,
	    column != NULL ? ": " : "");
	text_add(place, span_of(number));
	if (column != NULL)
		text_add(place, span_of(column));
	text_add(place, (struct span){ "", 1 });
	return place->ptr;
}

static _Noreturn void
bad_header(const struct csvread *csv)
{
	csvread_check_kind(csv);
	diag_data("%s:%" PRIu64 ": the header: %s", csvread_name(csv), csv->file.start,
	    csv->file.why.text);
}

/* Ends if a line of the text, of which the record's first line is one, is a failure line. */
static void
check_lines(const struct csvread *csv, struct span text)
{
	uint64_t number = csv->file.start;
	struct span line;

	while (span_take(&text, '\n', &line))
		failure_check(csvread_name(csv), number++, line);
}

/*
 * Reads the next record of the file, whatever it is; ends if the program before failed: its
 * failure line may be in a field whose quotation mark is open, and then what is read of the
 * file after a broken record, the last one to be read, has it.
 */
static bool
next_record(struct csvread *csv, bool last)
{
	struct csvfile *file = &csv->file;
	struct span text;

	if (!csvfile_next(file, last))
		return false;
	text = file->bytes;
	if (file->broken && last)
		text.len = (size_t)(file->lines.text + file->lines.filled - text.ptr);
	if (text.len > 0 && memchr(text.ptr, FAILURE_MARK[0], text.len) != NULL)
		check_lines(csv, text);
	return true;
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
	for (size_t i = 0; i < records && next_record(csv, records == 1); i++) {
		struct list names;

		if (csv->file.broken && records > 1)
			continue;
		if (csv->file.broken)
			bad_header(csv);
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
	if (columns->count == 0) {
		csvread_check_kind(csv);
		diag_data("%s: is empty, without a header line", csvread_name(csv));
	}
	return false;
}

static void
use_columns(struct csvread *csv, struct list columns)
{
	csv->columns = columns;
	csvfields_choose(&csv->file.fields, columns.count);
	csv->file.number = 0;
}

/* Starts the next file, and passes over its header, which must be the first file's. */
static bool
next_file(struct csvread *csv)
{
	struct list columns;
	bool same;

	if (!csvfile_open_next(&csv->file))
		return false;
	footer_restart(&csv->footer);
	if (csv->headless)
		return true;
	csv->file.fields.all = true;
	same = find_header(csv, &columns, csv->searched ? HEADER_RECORDS : 1, same_columns,
	    &csv->columns);
	if (!same)
		diag_data("%s:%" PRIu64 ": the header is not that of the file before",
		    csvread_name(csv), csv->file.start);
	list_free(&columns);
	csvfields_choose(&csv->file.fields, csv->columns.count);
	csv->file.number = 0;
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
	csvfile_init(&csv->file, csv->input, &csv->form);
	csvfile_open_next(&csv->file);
	footer_init(&csv->footer, form->footer);
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
	csvfile_free(&csv->file);
	footer_free(&csv->footer);
	list_free(&csv->columns);
	text_free(&csv->place);
	text_free(&csv->row);
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

/* Whether a field, which is escaped, holds c: a byte, or t for a TAB. */
static bool
name_holds(struct span name, char c)
{
	for (size_t i = 0; i < name.len; i++) {
		bool escape = name.ptr[i] == '\\';

		i += escape;
		if (name.ptr[i] == c && escape == (c == 't'))
			return true;
	}
	return false;
}

static void
advise_delimiter(struct span only, struct text *advice)
{
	static const char *const delimiters[] = { ";", "\\t", ",", "|" };
	char words[64];

	for (size_t i = 0; i < 4; i++)
		if (name_holds(only, delimiters[i][strlen(delimiters[i]) - 1])) {
			snprintf(words, sizeof(words),
			    "; if '%s' separates them, say --delimiter '%s'",
			    delimiters[i], delimiters[i]);
			text_add(advice, span_of(words));
			return;
		}
}

void
csvread_advise_delimiter(const struct csvread *csv, struct text *advice)
{
	if (csv->columns.count == 1)
		advise_delimiter(csv->columns.item[0], advice);
}

void
csvread_check_kind(const struct csvread *csv)
{
	const char *kind = filekind_of_text(text_span(&csv->file.opening));

	if (kind != NULL)
		diag_data("%s: %s", csvread_name(csv), kind);
}

/* Whether it is the first record of a file without a header line: it shows what the file is. */
static bool
is_first_line(const struct csvread *csv)
{
	return csv->headless && csv->file.number == 1;
}

/* Why the record has not as many fields as there are columns. */
static void
explain_count(const struct csvread *csv, struct reason *why)
{
	const struct csvfields *fields = &csv->file.fields;
	size_t columns = csv->columns.count;
	const char *plural = fields->count == 1 ? "" : "s";
	const char *way = "";
	struct text only = { NULL, 0, 0 }, advice = { NULL, 0, 0 };

	if (is_first_line(csv) && fields->count == 1 && fields->used == 1) {
		escape_add(&only, csvread_field(csv, 0));
		advise_delimiter(text_span(&only), &advice);
	}
	if (fields->count < columns && advice.len == 0)
		way = " (see --ragged)";
	else if (fields->used <= columns && advice.len == 0)
		way = "; those beyond are empty (see --ragged)";
	fail(why, "%zu field%s where there are %zu columns%s%.*s", fields->count, plural,
	    columns, way, (int)advice.len, advice.len > 0 ? advice.ptr : "");
	text_free(&only);
	text_free(&advice);
}

/* Reports the record if it is broken, or has not as many fields as it should. */
static bool
good_record(struct csvread *csv)
{
	struct csvfile *file = &csv->file;
	struct csvfields *fields = &file->fields;
	char *column = NULL;

	if (!file->broken) {
		if (fields->count == csv->columns.count ||
		    (csv->form.ragged && csvfields_fit(fields)))
			return true;
		explain_count(csv, &file->why);
		file->bad = CSV_NONE;
	}
	if (file->bad < csv->columns.count)
		column = mem_string(csv->columns.item[file->bad]);
	csvread_bad(csv, column, &file->why);
	free(column);
	return false;
}

/* Whether the record is part of the report's footer; a row after one is a bad record. */
static bool
in_footer(struct csvread *csv, bool after_blank)
{
	const struct csvfile *file = &csv->file;
	struct reason why;

	if (footer_has(&csv->footer, file->bytes, file->lines.scan.separator, after_blank))
		return true;
	if (!csv->footer.begun)
		return false;
	fail(&why, "a row after the end of the report");
	csvread_bad(csv, NULL, &why);
	return true;
}

bool
csvread_next(struct csvread *csv)
{
	bool last = csv->rejects.path == NULL;

	for (;;) {
		uint64_t next = csv->file.lines.line;
		bool taken = csvfile_next_plain(&csv->file);

		if (!taken && !next_record(csv, last)) {
			if (!next_file(csv))
				return false;
			continue;
		}
		input_count_rows(csv->input, 1);
		if (csv->form.footer != NULL && in_footer(csv, csv->file.start > next))
			continue;
		if (taken || good_record(csv))
			return true;
	}
}

/* Whether the record is the header again, as cat(1) leaves it among the records. */
static bool
is_header_again(struct csvread *csv)
{
	struct csvfile *file = &csv->file;

	if (csv->headless || file->broken ||
	    (file->row.ends == NULL && file->fields.count != csv->columns.count))
		return false;
	for (size_t i = 0; i < csv->columns.count; i++) {
		csv->row.len = 0;
		escape_add(&csv->row, csvread_field(csv, i));
		if (!span_equal(text_span(&csv->row), csv->columns.item[i]))
			return false;
	}
	return true;
}

void
csvread_bad(struct csvread *csv, const char *column, const struct reason *given)
{
	const char *place = place_name(csv, column);
	struct reason why = *given;

	if (is_header_again(csv))
		fail(&why, "the header again: name the files, instead of cat(1)");

	if (is_first_line(csv))
		csvread_check_kind(csv);
	csv->row.len = 0;
	escape_add(&csv->row, csv->file.bytes);
	rejects_add(&csv->rejects, csvread_name(csv), csv->file.start, place, &why,
	    text_span(&csv->row));
}

const char *
csvread_name(const struct csvread *csv)
{
	return input_name(csv->input);
}
