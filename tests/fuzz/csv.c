/*
 * The CSV reader: whatever the bytes, and wherever reads cut them, its records are those of
 * a reader that looks at one byte after the other and, after a broken record, starts anew on
 * the next line. Where libcsv finds nothing wrong, they are those of libcsv, too. The input's
 * first bytes choose how CSV is read, the sizes of reads, and how often the text is repeated.
 */
#include <csv.h>
#include <stdint.h>
#include <stdlib.h>
#include <strings.h>

#include "base/mem.h"
#include "base/utf8.h"

#include "lf-import/csvfile.h"
#include "tsv/filekind.h"

#include "pieces.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { CHOICES = 6, TEXT_MAX = 1 << 14, STEPS_MAX = 1000000, COLUMNS_MAX = 4 };

/* What a reader has made of the text: its records, and those that are broken. */
static void
note_bytes(struct text *to, const void *bytes, size_t len)
{
	text_add(to, (struct span){ (const char *)&len, sizeof(len) });
	text_add(to, (struct span){ bytes, len });
}

static void
note_record(struct text *to, char kind, uint64_t line, struct span bytes)
{
	note_bytes(to, &kind, 1);
	note_bytes(to, &line, sizeof(line));
	note_bytes(to, bytes.ptr, bytes.len);
}

static void
note_field(struct text *to, struct span field)
{
	note_bytes(to, field.ptr, field.len);
}

/* The records by lf-import's reader. */
static void
read_records(struct text *to, struct span text, const struct csv_form *form, size_t columns)
{
	struct input input = { false };
	struct csvfile file;

	unread = text;
	csvfile_init(&file, &input, form);
	csvfields_choose(&file.fields, columns);
	csvfile_open_next(&file);
	while (csvfile_next_plain(&file) || csvfile_next(&file, false)) {
		size_t count = file.row.ends != NULL ? columns : file.fields.count;

		note_record(to, file.broken ? 'B' : 'R', file.start, file.bytes);
		if (file.broken && file.why.text[0] == '\0')
			abort();
		if (!file.broken)
			note_bytes(to, &count, sizeof(count));
		for (size_t i = 0; !file.broken && i < count && i < columns; i++)
			note_field(to, csvfile_field(&file, i));
	}
	csvfile_free(&file);
}

/* The reader that looks at one byte after the other. */
struct naive {
	const struct csv_form *form;
	char delimiter;
	struct span text;
	size_t at; /* the next byte */
	struct text values;
	size_t begins[COLUMNS_MAX + 1]; /* of fields in values, as far as there is room */
	size_t begin; /* of the last one */
	size_t count;
	bool empty; /* so far */
	size_t steps;
	bool broken; /* there was a broken record */
	bool formula; /* there was a field such as ="a", which libcsv refuses */
	struct text rows; /* the others, by their fields alone */
};

/* The byte at a place in the text, which ends with an LF if it does not. */
static int
byte_at(struct naive *naive, size_t at)
{
	naive->steps++;
	if (at < naive->text.len)
		return (unsigned char)naive->text.ptr[at];
	if (at > naive->text.len || at == 0 || naive->text.ptr[at - 1] == '\n')
		return -1;
	return '\n';
}

static bool
is_end(const struct naive *naive, int c)
{
	return c == '\n' || c == '\r' || c == (unsigned char)naive->delimiter;
}

static bool
is_blank(const struct naive *naive, int c)
{
	return naive->form->style.lenient && (c == ' ' || c == '\t') &&
	    c != (unsigned char)naive->delimiter;
}

static bool
is_escape(struct naive *naive, size_t at)
{
	const struct csvstyle *style = &naive->form->style;
	int c = byte_at(naive, at);
	int next = byte_at(naive, at + 1);

	return style->escape != '"' && c == (unsigned char)style->escape &&
	    c != (unsigned char)naive->delimiter && (next == '"' || next == c);
}

static void
put(struct naive *naive, int c)
{
	char byte = (char)c;

	text_add(&naive->values, (struct span){ &byte, 1 });
}

static size_t
value_len(const struct naive *naive)
{
	return naive->values.len - naive->begin;
}

/* The rest of a field that is not quoted, or that has text after its closing mark. */
static bool
read_bare(struct naive *naive, bool after)
{
	size_t max = naive->form->style.max_field;
	size_t begin = naive->at, marks = 0, last = 0;

	for (int c = byte_at(naive, naive->at); !is_end(naive, c);
	     c = byte_at(naive, naive->at)) {
		bool escaped = !after && is_escape(naive, naive->at);

		if (c == '"' && !escaped && !after && !naive->form->style.lenient) {
			last = naive->at;
			if (marks++ == 0 &&
			    (last != begin + 1 || byte_at(naive, begin) != '='))
				return false;
		}
		naive->at += escaped;
		put(naive, byte_at(naive, naive->at++));
	}
	if (value_len(naive) > max || (marks > 0 && (marks != 2 || last + 1 != naive->at)))
		return false;
	naive->formula |= marks > 0;
	while (value_len(naive) > 0 &&
	    is_blank(naive, (unsigned char)naive->values.ptr[naive->values.len - 1]))
		naive->values.len--;
	return true;
}

static bool
read_quoted(struct naive *naive)
{
	size_t open = naive->at++;

	for (;; naive->at++) {
		int c = byte_at(naive, naive->at);

		if (c < 0 || value_len(naive) > naive->form->style.max_field)
			return false;
		if (is_escape(naive, naive->at))
			naive->at++;
		else if (c == '"' && byte_at(naive, naive->at + 1) == '"')
			naive->at++;
		else if (c == '"')
			break;
		put(naive, byte_at(naive, naive->at));
	}
	do
		naive->at++;
	while (is_blank(naive, byte_at(naive, naive->at)));
	if (is_end(naive, byte_at(naive, naive->at)))
		return true;
	if (!naive->form->style.lenient)
		return false;
	/* As it stands, from the opening mark on. */
	naive->values.len -= value_len(naive);
	text_add(&naive->values, (struct span){ naive->text.ptr + open, naive->at - open });
	return read_bare(naive, true);
}

static bool
read_field(struct naive *naive)
{
	while (is_blank(naive, byte_at(naive, naive->at)))
		naive->at++;
	naive->begin = naive->values.len;
	if (naive->count <= COLUMNS_MAX)
		naive->begins[naive->count] = naive->begin;
	if (byte_at(naive, naive->at) == '"' ? !read_quoted(naive) :
					       !read_bare(naive, false))
		return false;
	naive->empty = naive->empty && value_len(naive) == 0;
	naive->count++;
	return true;
}

/* Takes a line end. */
static void
take_end(struct naive *naive)
{
	bool cr = byte_at(naive, naive->at) == '\r';

	naive->at++;
	naive->at += cr && byte_at(naive, naive->at) == '\n';
}

static bool
read_record(struct naive *naive)
{
	naive->values.len = 0;
	naive->count = 0;
	naive->empty = true;
	while (read_field(naive))
		if (byte_at(naive, naive->at) == (unsigned char)naive->delimiter) {
			naive->at++;
		} else {
			take_end(naive);
			return true;
		}
	return false;
}

/* The line ends in text[from, to), of which one with CR alone counts at the end only. */
static uint64_t
lines_in(struct naive *naive, size_t from, size_t to)
{
	uint64_t lines = byte_at(naive, to - 1) == '\r';

	for (size_t i = from; i < to; i++)
		lines += byte_at(naive, i) == '\n';
	return lines;
}

/* The record's bytes without its line end. */
static struct span
record_bytes(const struct naive *naive, size_t from)
{
	size_t to = naive->at < naive->text.len ? naive->at : naive->text.len;

	if (to > from && naive->at <= naive->text.len && naive->text.ptr[to - 1] == '\n')
		to--;
	if (to > from && naive->text.ptr[to - 1] == '\r')
		to--;
	return (struct span){ naive->text.ptr + from, to - from };
}

static bool
only_end_mark(const struct naive *naive)
{
	size_t at = naive->at;

	while (at < naive->text.len && naive->text.ptr[at] == CSV_END_MARK)
		at++;
	while (at < naive->text.len && memchr("\r\n", naive->text.ptr[at], 2) != NULL)
		at++;
	return at == naive->text.len;
}

static void
note_naive(struct text *to, struct naive *naive, bool good, uint64_t line,
    struct span bytes, size_t columns)
{
	size_t count = naive->count;

	good = good && utf8_valid(bytes) == bytes.len;
	if (good && naive->empty)
		return;
	note_record(to, good ? 'R' : 'B', line, bytes);
	naive->broken |= !good;
	if (!good)
		return;
	note_bytes(to, &count, sizeof(count));
	note_bytes(&naive->rows, &count, sizeof(count));
	for (size_t i = 0; i < count && i < columns; i++) {
		size_t end = i + 1 < count ? naive->begins[i + 1] : naive->values.len;
		struct span field = { naive->values.ptr + naive->begins[i],
			end - naive->begins[i] };

		note_field(to, field);
		note_field(&naive->rows, field);
	}
}

/* Passes over a first line that names the delimiter. */
static void
take_separator(struct naive *naive)
{
	static const char *const names[] = { "sep=", "\"sep=" };

	for (size_t i = 0; i < 2; i++) {
		size_t len = strlen(names[i]);
		const char *text = naive->text.ptr;
		size_t end = len + 1 + i;

		if (naive->text.len <= len || strncasecmp(text, names[i], len) != 0 ||
		    strchr("\"\r\n", text[len]) != NULL ||
		    (i == 1 && byte_at(naive, len + 1) != '"') ||
		    (byte_at(naive, end) != '\n' && byte_at(naive, end) != '\r'))
			continue;
		naive->delimiter = text[len];
		naive->at = end;
		take_end(naive);
	}
}

/* The records by that; false if it would take too long. */
static bool
read_naively(struct text *to, struct naive *naive, size_t columns)
{
	uint64_t line = naive->at > 0 ? 2 : 1;

	while (naive->at < naive->text.len && naive->steps < STEPS_MAX) {
		size_t from = naive->at;
		bool good;

		if (naive->text.ptr[from] == '\n' || naive->text.ptr[from] == '\r') {
			take_end(naive);
			line++;
			continue;
		}
		if (naive->text.ptr[from] == CSV_END_MARK && only_end_mark(naive))
			break;
		good = read_record(naive);
		if (!good) {
			naive->at = from;
			while (byte_at(naive, naive->at) != '\n' &&
			    byte_at(naive, naive->at) != '\r')
				naive->at++;
			take_end(naive);
		}
		note_naive(to, naive, good, line, record_bytes(naive, from), columns);
		line += lines_in(naive, from, naive->at);
	}
	return naive->steps < STEPS_MAX;
}

/* What libcsv finds. */
struct account {
	struct text rows, fields;
	size_t columns, count;
	bool empty;
};

static void
take_field(void *text, size_t len, void *data)
{
	struct account *account = data;

	if (account->count++ < account->columns)
		note_field(&account->fields, (struct span){ text, len });
	account->empty = account->empty && len == 0;
}

static void
take_record(int end, void *data)
{
	struct account *account = data;

	(void)end;
	if (!account->empty) {
		note_bytes(&account->rows, &account->count, sizeof(account->count));
		text_add(&account->rows, text_span(&account->fields));
	}
	account->count = 0;
	account->fields.len = 0;
	account->empty = true;
}

static int
no_blank(unsigned char c)
{
	(void)c;
	return 0;
}

/* Aborts if libcsv finds other rows in the text. */
static void
compare_libcsv(struct naive *naive, size_t begin, size_t columns)
{
	struct span text = span_skip(naive->text, begin);
	struct account account = { .columns = columns, .empty = true };
	struct csv_parser parser;

	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		abort();
	csv_set_delim(&parser, (unsigned char)naive->delimiter);
	csv_set_space_func(&parser, no_blank);
	if (csv_parse(&parser, text.ptr, text.len, take_field, take_record, &account) !=
		text.len ||
	    csv_fini(&parser, take_field, take_record, &account) != 0 ||
	    !span_equal(text_span(&account.rows), text_span(&naive->rows)))
		abort();
	csv_free(&parser);
	text_free(&account.rows);
	text_free(&account.fields);
}

/* Most inputs are of the bytes that matter alone. */
static void
respell(char *bytes, size_t len, unsigned choice)
{
	static const char alphabet[] = "\"\"\"\"\",,,,\n\n\n\r;\t \\\\ab==\x1a\xc3\xa9";

	for (size_t i = 0; choice % 4 != 0 && i < len; i++)
		bytes[i] = alphabet[(unsigned char)bytes[i] % (sizeof(alphabet) - 1)];
}

static void
compare(const struct text *wanted, struct span text, const struct csv_form *form,
    size_t columns)
{
	struct text got = { NULL, 0, 0 };

	read_records(&got, text, form, columns);
	if (!span_equal(text_span(wanted), text_span(&got)))
		abort();
	text_free(&got);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char delimiters[] = ",,,;\t";
	static const size_t longest[] = { 3, 10, 100, 1000 };
	size_t columns;
	struct csv_form form;
	struct naive naive = { .form = &form };
	struct text wanted = { NULL, 0, 0 };
	struct span text;
	size_t begin;

	if (size < CHOICES)
		return 0;
	columns = 1 + data[0] % COLUMNS_MAX;
	form = (struct csv_form){ .delimiter = delimiters[data[1] % 5],
		.style = { .escape = data[1] & 8 ? '\\' : '"',
		    .lenient = data[1] & 16,
		    .max_field = longest[data[1] >> 6] } };
	text =
	    repeat((struct span){ (const char *)data + CHOICES, size - CHOICES }, data[3],
		TEXT_MAX);
	respell((char *)(uintptr_t)text.ptr, text.len, data[4]);
	/* Text that begins with a mark of UTF-16, or that is compressed, is another matter. */
	if (text.len > 0 &&
	    ((unsigned char)text.ptr[0] >= 0xfe || text.ptr[0] == '\0' ||
		filekind_of_bytes(text) != NULL))
		goto out;
	naive.text = text;
	naive.delimiter = form.delimiter;
	if (text.len >= 3 && memcmp(text.ptr, "\xef\xbb\xbf", 3) == 0)
		naive.text = (struct span){ text.ptr + 3, text.len - 3 };
	take_separator(&naive);
	begin = naive.at < naive.text.len ? naive.at : naive.text.len;
	if (read_naively(&wanted, &naive, columns)) {
		pieces = 0;
		compare(&wanted, text, &form, columns);
		pieces = 1 + data[2];
		compare(&wanted, text, &form, columns);
		if (!naive.broken && !naive.formula && !form.style.lenient &&
		    form.style.escape == '"' &&
		    memchr(text.ptr, CSV_END_MARK, text.len) == NULL)
			compare_libcsv(&naive, begin, columns);
	}
out:
	text_free(&wanted);
	text_free(&naive.values);
	text_free(&naive.rows);
	free((void *)(uintptr_t)text.ptr);
	return 0;
}
