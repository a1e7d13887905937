/*
 * The TSV reader: whatever the bytes are, and wherever reads cut them, it finds the rows
 * that a plain loop over the bytes finds. The first four bytes of the input choose the
 * number of columns, how many rows are asked for at a time, the sizes of reads, and how
 * often the text is repeated.
 */
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "tsv/failure.h"
#include "tsv/input.h"
#include "tsv/tsv.h"

#include "pieces.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { CHOICES = 4, TEXT_MAX = 1 << 18, ROWS_MAX = 64 };

/* What a reader makes of a text is noted in an account: its rows, good and bad. */
static struct text *account; /* of the reader at work, for rejects_add */
static jmp_buf failed; /* where reading goes on that a failure line has ended */

static void
note(struct text *to, const void *bytes, size_t len)
{
	text_add(to, (struct span){ bytes, len });
}

static void
note_line(struct text *to, char kind, uint64_t line, struct span bytes)
{
	note(to, &kind, 1);
	note(to, &line, sizeof(line));
	note(to, &bytes.len, sizeof(bytes.len));
	note(to, bytes.ptr, bytes.len);
}

/* In place of lib/tsv/rejects.c: bad rows are noted. */
void
rejects_open(struct rejects *rejects, const char *path, struct out *main)
{
	(void)rejects, (void)path, (void)main;
}

void
rejects_add(struct rejects *rejects, const char *file, uint64_t line, const char *column,
    const struct reason *why, struct span row)
{
	(void)rejects, (void)file, (void)column;
	if (why->text[0] == '\0')
		abort();
	note_line(account, 'B', line, row);
}

void
rejects_close(struct rejects *rejects)
{
	(void)rejects;
}

static void
note_row(struct text *to, const struct row *row)
{
	note_line(to, 'R', row->line, row_bytes(row));
	for (size_t i = 0; i < row->fields; i++) {
		struct span field = row_field(row, i);

		note(to, &field.len, sizeof(field.len));
		note(to, field.ptr, field.len);
	}
}

/* In place of lib/tsv/failure.c: a failure line is noted, and ends the reading. */
bool
failure_is(struct span text)
{
	return text.len >= 4 && memcmp(text.ptr, "\030lf-", 4) == 0;
}

void
failure_check(const char *name, uint64_t line, struct span text)
{
	(void)name;
	if (!failure_is(text))
		return;
	note_line(account, 'F', line, text);
	longjmp(failed, 1);
}

/* Notes the rows that lib/tsv/tsv.c finds, at most max at a time. */
static void
read_rows(struct text *to, struct span text, const char *columns, size_t max)
{
	struct common common = { .columns = columns, .null = "" };
	struct row rows[ROWS_MAX];
	struct tsv *tsv;
	size_t count;

	unread = text;
	account = to;
	tsv = tsv_open(&common, NULL);
	while (setjmp(failed) == 0 && (count = tsv_rows(tsv, rows, max)) > 0)
		for (size_t i = 0; i < count; i++)
			note_row(to, &rows[i]);
	tsv_close(tsv);
}

/* Notes a line, without its LF: a row with its fields, or a bad one. */
static void
split_line(struct text *to, struct span line, uint64_t number, size_t columns, bool good)
{
	struct span rest = line;
	struct span field;
	size_t fields = 1;

	for (size_t i = 0; i < line.len; i++)
		fields += line.ptr[i] == '\t';
	good &= fields == columns;
	note_line(to, good ? 'R' : 'B', number, line);
	while (good && span_take(&rest, '\t', &field)) {
		note(to, &field.len, sizeof(field.len));
		note(to, field.ptr, field.len);
	}
}

/* Notes the rows as leadflow-tsv(5) defines them. */
static void
split_text(struct text *to, struct span text, size_t columns)
{
	bool crlf = false;

	/* A byte order mark alone is an empty file. */
	if (text.len == 3 && memcmp(text.ptr, "\xef\xbb\xbf", 3) == 0)
		return;
	for (uint64_t number = 1; text.len > 0; number++) {
		const char *lf = memchr(text.ptr, '\n', text.len);
		struct span line = { text.ptr, lf ? (size_t)(lf - text.ptr) : text.len };
		size_t taken = line.len + (lf != NULL);
		bool cr;

		if (number == 1 && line.len >= 3 &&
		    memcmp(line.ptr, "\xef\xbb\xbf", 3) == 0)
			line = span_skip(line, 3);
		if (failure_is(line)) {
			note_line(to, 'F', number, line);
			return;
		}
		cr = line.len > 0 && line.ptr[line.len - 1] == '\r';
		if (number == 1)
			crlf = cr;
		line.len -= cr && crlf;
		split_line(to, line, number, columns, cr == crlf || (lf == NULL && !cr));
		text = span_skip(text, taken);
	}
}

static void
compare(const struct text *a, const struct text *b)
{
	if (!span_equal(text_span(a), text_span(b)))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const columns[] = { "a", "a,b", "a,b,c", "a,b,c,d" };
	struct text wanted = { 0 };
	struct text whole = { 0 };
	struct text cut = { 0 };
	struct span text;

	if (size < CHOICES)
		return 0;
	text =
	    repeat((struct span){ (const char *)data + CHOICES, size - CHOICES }, data[3],
		TEXT_MAX);
	split_text(&wanted, text, 1 + data[0] % 4);
	pieces = 0;
	read_rows(&whole, text, columns[data[0] % 4], ROWS_MAX);
	pieces = 1 + data[2];
	read_rows(&cut, text, columns[data[0] % 4], 1 + data[1] % ROWS_MAX);
	compare(&wanted, &whole);
	compare(&wanted, &cut);
	text_free(&wanted);
	text_free(&whole);
	text_free(&cut);
	free((void *)(uintptr_t)text.ptr);
	return 0;
}
