#include <stdlib.h>

#include "base/mem.h"

#include "csvlines.h"

enum { BLOCK_BYTES = 1 << 17 };

void
csvlines_init(struct csvlines *lines, struct recode *recode)
{
	*lines = (struct csvlines){ .recode = recode, .room = BLOCK_BYTES };
	lines->text = mem_resize(NULL, lines->room, 1);
}

void
csvlines_free(struct csvlines *lines)
{
	free(lines->text);
}

static size_t
find(const struct csvlines *lines, char c)
{
	const char *from = lines->text + lines->at;
	const char *found = memchr(from, c, lines->filled - lines->at);

	return found != NULL ? (size_t)(found - lines->text) : lines->filled;
}

/* Reads more behind the record's bytes, which move to the front; false at the end. */
static bool
fill(struct csvlines *lines)
{
	size_t kept = lines->filled - lines->begin;
	size_t got;

	if (lines->ended)
		return false;
	memmove(lines->text, lines->text + lines->begin, kept);
	lines->offset += lines->begin;
	lines->at -= lines->begin;
	lines->begin = 0;
	if (lines->room - kept < BLOCK_BYTES / 2) {
		lines->room *= 2;
		lines->text = mem_resize(lines->text, lines->room, 1);
	}
	got = recode_read(lines->recode, lines->text + kept, lines->room - kept);
	lines->ended = got == 0;
	lines->filled = kept + got;
	lines->lf = find(lines, '\n');
	lines->cr = find(lines, '\r');
	lines->quote = find(lines, '"');
	return got > 0;
}

/* Finds the line ends and quotation marks that come next, where they are behind. */
static void
look_ahead(struct csvlines *lines)
{
	if (lines->lf < lines->at)
		lines->lf = find(lines, '\n');
	if (lines->cr < lines->at)
		lines->cr = find(lines, '\r');
	if (lines->quote < lines->at)
		lines->quote = find(lines, '"');
}

void
csvlines_start(struct csvlines *lines, uint64_t skip)
{
	struct span line;
	bool ends;

	lines->begin = lines->at = lines->filled = 0;
	lines->offset = 0;
	lines->ended = false;
	lines->line = 1;
	lines->after_cr = false;
	while (lines->line <= skip && csvlines_next(lines, &line, &ends)) {
		if (ends)
			csvlines_end(lines);
		lines->begin = lines->at;
	}
}

bool
csvlines_begin(struct csvlines *lines)
{
	for (;; lines->at++) {
		lines->begin = lines->at;
		if (lines->at == lines->filled && !fill(lines))
			return false;
		if (lines->text[lines->at] == '\n')
			lines->line += !lines->after_cr;
		else if (lines->text[lines->at] == '\r')
			lines->line++;
		else
			break;
		lines->after_cr = lines->text[lines->at] == '\r';
	}
	lines->after_cr = false;
	return true;
}

bool
csvlines_peek(struct csvlines *lines, struct span *line, const char **quote)
{
	look_ahead(lines);
	if (lines->lf == lines->filled || lines->cr + 1 < lines->lf)
		return false;
	line->ptr = lines->text + lines->at;
	line->len = lines->lf - lines->at - (lines->cr < lines->lf);
	*quote = lines->text + lines->quote;
	return true;
}

void
csvlines_take(struct csvlines *lines)
{
	lines->at = lines->lf + 1;
	lines->line++;
}

static size_t
line_end(const struct csvlines *lines)
{
	if (lines->cr + 1 < lines->lf ||
	    (lines->cr < lines->filled && lines->lf == lines->filled))
		return lines->cr + 1;
	return lines->lf < lines->filled ? lines->lf + 1 : lines->filled;
}

bool
csvlines_next(struct csvlines *lines, struct span *piece, bool *ends)
{
	size_t end;
	char last;

	if (lines->at == lines->filled && !fill(lines))
		return false;
	look_ahead(lines);
	end = line_end(lines);
	*piece = (struct span){ lines->text + lines->at, end - lines->at };
	last = lines->text[end - 1];
	*ends = last == '\n' || last == '\r';
	/* The LF of a CRLF that the block's end has cut is no line of its own. */
	lines->line += last == '\n' && !(lines->after_cr && piece->len == 1);
	lines->at = end;
	return true;
}

void
csvlines_end(struct csvlines *lines)
{
	lines->after_cr = lines->text[lines->at - 1] == '\r';
	lines->line += lines->after_cr;
}

struct span
csvlines_bytes(const struct csvlines *lines)
{
	const char *from = lines->text + lines->begin;
	size_t len = lines->at - lines->begin;

	if (len > 0 && from[len - 1] == '\n')
		len--;
	if (len > 0 && from[len - 1] == '\r')
		len--;
	return (struct span){ from, len };
}
