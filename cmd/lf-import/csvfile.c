#include <inttypes.h>
#include <stdlib.h>
#include <strings.h>

#include "base/trim.h"
#include "base/utf8.h"

#include "csvfile.h"
#include "recode.h"

void
csvfile_init(struct csvfile *file, struct input *input, const struct csv_form *form)
{
	*file = (struct csvfile){ .form = form, .input = input };
	file->untrimmed = !form->style.lenient && !form->trim;
	file->recode = recode_open(input, form->encoding);
	csvlines_init(&file->lines, input, file->recode, form->style.escape);
	csvfields_init(&file->fields);
	csvhard_init(&file->parser, &form->style, &file->fields);
}

void
csvfile_free(struct csvfile *file)
{
	recode_close(file->recode);
	csvlines_free(&file->lines);
	csvfields_free(&file->fields);
	csvhard_free(&file->parser);
	text_free(&file->opening);
}

bool
csvfile_open_next(struct csvfile *file)
{
	if (!recode_next_file(file->recode))
		return false;
	csvlines_start(&file->lines);
	file->begun = false;
	file->number = 0;
	return true;
}

/* sep=C or "sep=C": the delimiter, as spreadsheets write and read it; or 0. */
enum { NAMED_MAX = 7 };
static char
named_delimiter(struct span line)
{
	if (line.len == NAMED_MAX && line.ptr[0] == '"' && line.ptr[6] == '"')
		line = (struct span){ line.ptr + 1, 5 };
	if (line.len != 5 || strncasecmp(line.ptr, "sep=", 4) != 0 || line.ptr[4] == '"')
		return 0;
	return line.ptr[4];
}

static void
delimit(struct csvfile *file, char delimiter)
{
	csvlines_delimit(&file->lines, delimiter);
	csvhard_start(&file->parser, delimiter);
}

/* Sees how the file begins, and goes to where its records do. */
static void
begin_file(struct csvfile *file)
{
	const struct csv_form *form = file->form;
	struct csvlines *lines = &file->lines;
	char utf16 = form->utf16_delimiter;
	uint64_t skip = form->skip_lines;
	char named;

	file->begun = true;
	delimit(file, utf16 != 0 && recode_utf16(file->recode) ? utf16 : form->delimiter);
	named = named_delimiter(csvlines_peek(lines, NAMED_MAX));
	if (named != 0) {
		delimit(file, named);
		skip += skip == 0;
	}
	csvlines_skip(lines, skip);
}

static void
break_record(struct csvfile *file, size_t bad)
{
	file->broken = true;
	file->bad = bad;
}

/* Where in the file a bad byte of the record is. */
static uint64_t
offset_of(const struct csvfile *file, size_t at)
{
	const char *byte = file->bytes.ptr + at;

	return recode_offset(
	    file->recode, file->lines.offset + (uint64_t)(byte - file->lines.text));
}

static void
check_bytes(struct csvfile *file)
{
	size_t at = utf8_valid(file->bytes);
	bool converts = recode_converts(file->recode);
	struct reason *why = &file->why;
	unsigned byte;

	if (at == file->bytes.len)
		return;
	break_record(file, CSV_NONE);
	byte = (unsigned char)file->bytes.ptr[at];
	if (byte == 0)
		fail(why, "a NUL byte%s",
		    converts ?
			"" :
			"; if this is UTF-16, say --encoding UTF-16LE (or UTF-16BE)");
	else if (converts)
		fail(why, "the byte at offset %" PRIu64 " is not %s", offset_of(file, at),
		    recode_name(file->recode));
	else
		fail(why,
		    "the byte 0x%02x at offset %" PRIu64
		    " is not UTF-8; say what it is with --encoding",
		    byte, offset_of(file, at));
}

/*
 * Whether all marks of a row stand around fields, if each of its delimiters stands between
 * fields; and whether there is something between some of them.
 */
static bool
marks_surround(
    const struct csvlines *lines, const uint32_t *ends, size_t columns, size_t end)
{
	const char *text = lines->text;
	size_t begin = lines->begin;
	size_t marks = csvbits_marks(&lines->bits, begin, end);

	if (end - begin == columns - 1 + marks)
		return false;
	for (size_t i = 0; i < columns; i++) {
		size_t to = i + 1 < columns ? ends[i] : end;

		if (text[begin] == '"' && text[to - 1] == '"' && to > begin + 1)
			marks -= 2;
		begin = to + 1;
	}
	return marks == 0;
}

/*
 * Whether a row that is not plain is a readable line. One that begins with a control may be
 * an end-of-file mark, or the message of a program that failed.
 */
static bool
is_line(const struct csvlines *lines, size_t begin, size_t end)
{
	struct span row = { lines->text + begin, end - begin };

	return (unsigned char)row.ptr[0] >= ' ' && memchr(row.ptr, '\r', row.len) == NULL &&
	    utf8_valid(row) == row.len;
}

bool
csvfile_next_plain(struct csvfile *file)
{
	struct csvlines *lines = &file->lines;
	uint32_t *ends = lines->scan.ends + lines->first_end;
	size_t columns = file->fields.room;
	size_t begin = lines->begin;
	struct csvword found;
	size_t end;

	if (!csvlines_has_row(lines) || file->fields.all || !file->untrimmed ||
	    lines->scan.rows[lines->next] + 1 - lines->first_end != columns)
		return false;
	end = ends[columns - 1];
	/* With no more bytes than delimiters, all fields are empty. */
	if (end - begin < columns)
		return false;
	found = csvlines_special(lines, begin, end);
	if (found.odd != 0 && lines->text[end - 1] == '\r') {
		if (--end - begin < columns)
			return false;
		found = csvlines_special(lines, begin, end);
	}
	file->plain = found.odd == 0;
	if (end - begin > file->form->style.max_field ||
	    (found.marks != 0 && !marks_surround(lines, ends, columns, end)) ||
	    (!file->plain && !is_line(lines, begin, end)))
		return false;
	file->bytes = (struct span){ lines->text + begin, end - begin };
	file->start = lines->line;
	file->number++;
	file->row = (struct csvrow){ lines->text, ends, begin, found.marks != 0 };
	file->broken = false;
	csvlines_take_row(lines);
	ends[columns - 1] = (uint32_t)end;
	return true;
}

/*
 * Parses the record. Of a broken one the first line is left, or what is there of it if it
 * is the last one.
 */
static size_t
parse(struct csvfile *file, bool last)
{
	struct csvlines *lines = &file->lines;

	if (csvhard_parse(&file->parser, lines))
		return file->fields.len;
	break_record(file, file->parser.bad);
	csvhard_reason(&file->parser, &file->why);
	while (csvlines_first(lines) == 0) {
		if (last)
			return lines->filled - lines->begin;
		csvlines_fill(lines);
	}
	return csvlines_first(lines);
}

static void
take_any(struct csvfile *file, bool last)
{
	struct csvlines *lines = &file->lines;
	size_t len;

	file->broken = false;
	file->row.ends = NULL;
	if (csvlines_has_row(lines) &&
	    csvfields_split(&file->fields, &file->form->style, lines))
		len = file->fields.len;
	else
		len = parse(file, last);
	file->bytes = csvlines_bytes(lines, len);
	file->plain = file->fields.plain;
	if (!file->plain && file->bytes.len < len)
		check_bytes(file);
	csvlines_take(lines, len);
}

/* Keeps how the file begins. */
static void
keep_opening(struct csvfile *file)
{
	struct span opening = file->bytes;

	if (opening.len > OPENING_BYTES)
		opening.len = OPENING_BYTES;
	file->opening.len = 0;
	text_add(&file->opening, opening);
}

/* Whether all fields of the record are empty. */
static bool
is_nothing(const struct csvfile *file)
{
	const struct csvfields *fields = &file->fields;

	if (file->broken || (file->form->trim && fields->used > fields->room))
		return false;
	for (size_t i = 0; file->form->trim && i < fields->used; i++)
		if (trim(fields->item[i]).len > 0)
			return false;
	return file->form->trim || fields->used == 0;
}

bool
csvfile_next(struct csvfile *file, bool last)
{
	if (!file->begun)
		begin_file(file);
	do {
		if (!csvlines_begin(&file->lines) || csvlines_end_mark(&file->lines))
			return false;
		file->start = file->lines.line;
		file->number++;
		take_any(file, last);
		if (file->number == 1)
			keep_opening(file);
	} while (is_nothing(file));
	return true;
}
