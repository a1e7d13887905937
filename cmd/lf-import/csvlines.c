#include <inttypes.h>
#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "tsv/failure.h"

#include "csvlines.h"

enum { BLOCK_BYTES = 1 << 17, SLACK = SCAN_SLACK + CSVBITS_SLACK };

static void
make_room(struct csvlines *lines, size_t room)
{
	struct scan *scan = &lines->scan;
	struct csvbits *bits = &lines->bits;
	size_t words = (room + SLACK) / 64 + 1;

	/* It doubles, and places in it are 32-bit numbers. */
	if (room > UINT32_MAX - SLACK)
		diag_data("%s:%" PRIu64 ": a line of more than 2 GiB",
		    input_name(lines->input), lines->line);
	lines->room = room;
	lines->text = mem_resize(lines->text, room + SLACK, 1);
	scan->ends = mem_resize(scan->ends, room + SLACK, sizeof(*scan->ends));
	scan->rows = mem_resize(scan->rows, room + SLACK, sizeof(*scan->rows));
	bits->word = mem_resize(bits->word, words, sizeof(*bits->word));
}

void
csvlines_init(
    struct csvlines *lines, struct input *input, struct recode *recode, char escape)
{
	*lines = (struct csvlines){ .input = input, .recode = recode };
	lines->bits.escape = escape;
	make_room(lines, BLOCK_BYTES);
}

void
csvlines_free(struct csvlines *lines)
{
	free(lines->text);
	free(lines->scan.ends);
	free(lines->scan.rows);
	free(lines->bits.word);
}

/* Finds what text[from, to) holds; what is before it has been looked at. */
static void
look(struct csvlines *lines, size_t from, size_t to)
{
	/* Nothing special is seen after the text. */
	memset(lines->text + to, ' ', CSVBITS_SLACK);
	scan_block(&lines->scan, lines->text, from, to);
	if (csvbits_find(&lines->bits, lines->text, from, to))
		lines->special = true;
}

/* Finds all anew, from the record on. */
static void
look_again(struct csvlines *lines)
{
	lines->special = false;
	lines->scan.end_count = 0;
	lines->scan.row_count = 0;
	lines->first_end = 0;
	lines->next = 0;
	look(lines, lines->begin, lines->filled);
}

void
csvlines_delimit(struct csvlines *lines, char delimiter)
{
	lines->scan.separator = delimiter;
	lines->bits.delimiter = delimiter;
	look_again(lines);
}

void
csvlines_start(struct csvlines *lines)
{
	lines->begin = 0;
	lines->filled = 0;
	lines->offset = 0;
	lines->ended = false;
	lines->line = 1;
	lines->after_cr = false;
	look_again(lines);
}

/* Moves what is there of the record to the front. */
static void
move_rest(struct csvlines *lines)
{
	lines->filled -= lines->begin;
	memmove(lines->text, lines->text + lines->begin, lines->filled);
	lines->offset += lines->begin;
	lines->begin = 0;
	look_again(lines);
}

bool
csvlines_fill(struct csvlines *lines)
{
	size_t got;

	if (lines->ended)
		return false;
	if (lines->begin > 0)
		move_rest(lines);
	if (lines->room - lines->filled < BLOCK_BYTES / 2)
		make_room(lines, 2 * lines->room);
	got = recode_read(
	    lines->recode, lines->text + lines->filled, lines->room - lines->filled);
	if (got == 0) {
		lines->ended = true;
		if (lines->filled == 0 || lines->text[lines->filled - 1] == '\n')
			return false;
		/* A last line without an end gets one. */
		lines->text[lines->filled] = '\n';
		got = 1;
	}
	look(lines, lines->filled, lines->filled + got);
	lines->filled += got;
	return true;
}

/* Goes on by len bytes of the block. */
static void
step(struct csvlines *lines, size_t len)
{
	const struct scan *scan = &lines->scan;

	lines->begin += len;
	while (lines->first_end < scan->end_count &&
	    scan->ends[lines->first_end] < lines->begin)
		lines->first_end++;
	while (lines->next < scan->row_count && scan->rows[lines->next] < lines->first_end)
		lines->next++;
}

void
csvlines_take(struct csvlines *lines, size_t len)
{
	size_t row = lines->next;

	step(lines, len);
	lines->after_cr = lines->text[lines->begin - 1] == '\r';
	lines->line += lines->next - row + lines->after_cr;
}

/* Whether there is text, after the LF of a CRLF that the end of a block has cut. */
static bool
has_text(struct csvlines *lines)
{
	if (lines->begin == lines->filled && !csvlines_fill(lines))
		return false;
	if (!lines->after_cr)
		return true;
	lines->after_cr = false;
	if (lines->text[lines->begin] != '\n')
		return true;
	step(lines, 1);
	return has_text(lines);
}

/* The length of the first line, which is read if it is not there. */
static size_t
need_first(struct csvlines *lines)
{
	while (csvlines_first(lines) == 0 && csvlines_fill(lines))
		;
	return csvlines_first(lines);
}

struct span
csvlines_peek(struct csvlines *lines, size_t len)
{
	while (csvlines_first(lines) == 0 && lines->filled - lines->begin <= len)
		if (!csvlines_fill(lines))
			break;
	if (csvlines_first(lines) > 0)
		return csvlines_bytes(lines, csvlines_first(lines));
	return (struct span){ lines->text + lines->begin, lines->filled - lines->begin };
}

void
csvlines_skip(struct csvlines *lines, uint64_t count)
{
	for (; count > 0 && has_text(lines); count--) {
		size_t len = need_first(lines);

		failure_check(input_name(lines->input), lines->line, csvlines_bytes(lines, len));
		csvlines_take(lines, len);
	}
}

bool
csvlines_begin(struct csvlines *lines)
{
	for (;;) {
		if (!has_text(lines))
			return false;
		if (lines->text[lines->begin] != '\n' && lines->text[lines->begin] != '\r')
			break;
		csvlines_take(lines, 1);
	}
	if (!csvlines_has_row(lines) && csvlines_first(lines) == 0)
		csvlines_fill(lines);
	return true;
}

bool
csvlines_end_mark(struct csvlines *lines)
{
	if (lines->text[lines->begin] != CSV_END_MARK)
		return false;
	do {
		size_t at;

		for (at = lines->begin; at < lines->filled; at++)
			if (lines->text[at] != CSV_END_MARK)
				break;
		while (at < lines->filled && memchr("\r\n", lines->text[at], 2) != NULL)
			at++;
		if (at < lines->filled)
			return false;
	} while (csvlines_fill(lines));
	return true;
}

size_t
csvlines_first(const struct csvlines *lines)
{
	const char *text = lines->text + lines->begin;
	bool row = csvlines_has_row(lines);
	size_t end = row ? csvlines_row_end(lines) + 1 : lines->filled;
	size_t len = end - lines->begin;
	const char *cr = len > 0 ? memchr(text, '\r', len) : NULL;

	if (cr == NULL)
		return row ? len : 0;
	end = (size_t)(cr + 1 - text);
	return end + (end < len && text[end] == '\n');
}

struct span
csvlines_bytes(const struct csvlines *lines, size_t len)
{
	const char *text = lines->text + lines->begin;

	if (len > 0 && text[len - 1] == '\n')
		len--;
	if (len > 0 && text[len - 1] == '\r')
		len--;
	return (struct span){ text, len };
}
