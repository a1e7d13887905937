/*
 * The file of --state in a fuzz target: it is read from the input, and what is written in its
 * place is `stored`. After failing.h.
 */
#ifndef LF_STORED_H
#define LF_STORED_H

#include <unistd.h>

#include "base/digits.h"
#include "base/fnv.h"
#include "base/text.h"
#include "lead/replacement.h"

#include "pieces.h"

/* A name for the state: lib/lead/statefile.c asks that the file is there, and how long it is. */
#define STORED_PATH "/dev/null"

static struct text stored;

/* In place of lib/lead/replacement.c. */
struct replacement {
	struct out out;
};

struct replacement *
replacement_open(const char *path)
{
	(void)path;
	return mem_new(1, sizeof(struct replacement));
}

struct out *
replacement_begin(struct replacement *file)
{
	static int fd = -1;

	if (fd < 0) {
		char name[] = "/tmp/lf-fuzz-XXXXXX";

		fd = mkstemp(name);
		unlink(name);
	}
	expect(fd >= 0 && ftruncate(fd, 0) == 0 && lseek(fd, 0, SEEK_SET) == 0);
	out_attach(&file->out, fd, "state");
	return &file->out;
}

void
replacement_commit(struct replacement *file)
{
	off_t len;

	out_flush(&file->out);
	len = lseek(file->out.fd, 0, SEEK_CUR);
	stored.len = 0;
	text_room(&stored, (size_t)len);
	expect(pread(file->out.fd, stored.ptr, (size_t)len, 0) == (ssize_t)len);
	stored.len = (size_t)len;
	diag_forget(&file->out);
	free(file->out.buf);
}

void
replacement_close(struct replacement *file)
{
	free(file);
}

/*
 * Adds a state to `state`: the header, rows, as they are, and the last row that they need,
 * with that total and the right checksum.
 */
static void
seal_state(struct text *state, const char *columns, struct span rows, struct span total)
{
	char digits[FNV_TEXT];
	uint64_t count = 0;
	int tabs = 0;

	text_add(state, span_of(columns));
	text_add(state, span_of("\n"));
	text_add(state, rows);
	if (rows.len > 0 && rows.ptr[rows.len - 1] != '\n')
		text_add(state, span_of("\n"));
	for (size_t i = strlen(columns) + 1; i < state->len; i++)
		count += state->ptr[i] == '\n';
	text_add(state, span_of("\t"));
	state->len += digits_put(text_room(state, DIGITS_MAX), count);
	for (; *columns != '\0'; columns++) {
		tabs += *columns == '\t';
		if (*columns == '\t' && tabs > 1)
			text_add(state, span_of("\t"));
		if (*columns == '\t' && tabs == 2)
			text_add(state, total);
	}
	fnv_put(digits, fnv_of(text_span(state)));
	text_add(state, (struct span){ digits, FNV_TEXT });
	text_add(state, span_of("\n"));
}

/* That the states, whose headers are alike, have the same leads in the same order. */
static void
expect_leads(struct span a, struct span b)
{
	struct span line, lead = { "", 0 }, other = { "", 0 };

	while (a.len > 0 && b.len > 0 && span_take(&a, '\n', &line)) {
		span_take(&line, '\t', &lead);
		span_take(&b, '\n', &line);
		span_take(&line, '\t', &other);
		expect_same(lead, other);
	}
	expect(a.len == b.len);
}

#endif
