#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"

#include "output.h"
#include "tables.h"

enum {
	READ_SIZE = 1 << 16,
	MARK = sizeof(FAILURE_MARK) - 1,
	/* Longer lines are no messages, and a longer first line is no header. */
	FAILURE_MOST = 1 << 16,
	HEADER_MOST = 1 << 24,
};

void
outputs_open(struct outputs *outputs, size_t count, struct out *out)
{
	outputs->of = mem_new(count, sizeof(*outputs->of));
	outputs->count = count;
	outputs->out = out;
	for (size_t i = 0; i < count; i++)
		outputs->of[i] = (struct output){ .fd = -1, .kept = { .fd = -1 } };
}

void
outputs_free(struct outputs *outputs)
{
	for (size_t i = 0; i < outputs->count; i++) {
		text_free(&outputs->of[i].header);
		text_free(&outputs->of[i].failure);
	}
	free(outputs->of);
}

static void
put_out(void *data, struct span text)
{
	struct outputs *outputs = data;

	if (text.len == 0 || outputs->broken)
		return;
	outputs->writing = true;
	out_direct(outputs->out, text);
	outputs->writing = false;
}

/* Forgets what is kept of it, and what is to come. */
static void
drop(struct outputs *outputs, struct output *output)
{
	output->dropped = true;
	kept_drop(&output->kept, &outputs->store);
}

static void
keep(struct outputs *outputs, struct output *output, struct span text)
{
	if (kept_add(&output->kept, &outputs->store, text))
		return;
	drop(outputs, output);
	if (!outputs->failing)
		diag_data("%s: temporary file:", outputs->store.directory);
}

/* Several copies write this header. */
static void
note_tables(struct outputs *outputs, struct span header)
{
	if (outputs->noted || !tables_report(header, outputs->dealt))
		return;
	outputs->noted = true;
	diag_note("each copy writes a report's table of its own leads, and these do not add up: "
		  "run the report after lf-split, or with --partial in the copies and --merge "
		  "after");
}

/* Writes the first header, and compares each other one with it. */
static void
show_header(struct outputs *outputs, size_t i)
{
	struct output *output = &outputs->of[i];
	struct span header = text_span(&output->header);
	struct output *first = &outputs->of[outputs->headed];
	char quoted[2][QUOTED_MAX];

	output->shown = true;
	if (outputs->put_header) {
		if (span_equal(header, text_span(&first->header))) {
			note_tables(outputs, header);
			return;
		}
		fail(&output->why, "wrote another header than copy %zu: %s, not %s",
		    outputs->headed + 1, quote(quoted[0], header),
		    quote(quoted[1], text_span(&first->header)));
		drop(outputs, output);
		return;
	}
	outputs->put_header = true;
	outputs->headed = i;
	if (outputs->no_header)
		return;
	text_add(&output->header, span_of("\n"));
	put_out(outputs, text_span(&output->header));
	output->header.len--;
}

/* Takes the header off the front of text, as far as it is there. */
static void
take_header(struct outputs *outputs, struct output *output, struct span *text)
{
	const char *end = memchr(text->ptr, '\n', text->len);
	size_t len = end != NULL ? (size_t)(end - text->ptr) : text->len;

	text_add(&output->header, (struct span){ text->ptr, len });
	output->headed = end != NULL;
	*text = span_skip(*text, len + output->headed);
	if (output->header.len > HEADER_MOST) {
		fail(&output->why, "wrote no header line");
		drop(outputs, output);
	}
}

/* Takes part of the output, which has no failure line. */
static void
take(struct outputs *outputs, struct output *output, struct span text)
{
	if (text.len == 0)
		return;
	output->midline = text.ptr[text.len - 1] != '\n';
	if (!output->dropped && !output->headed) {
		take_header(outputs, output, &text);
		outputs_show(outputs);
	}
	if (output->dropped || text.len == 0)
		return;
	if (output->shown)
		put_out(outputs, text);
	else
		keep(outputs, output, text);
}

/*
 * Where a failure line begins in text, or may begin at its end; its length if nowhere. A line
 * begins with text unless midline.
 */
static size_t
failure_place(struct span text, bool midline)
{
	const char *at = text.ptr;
	const char *end = text.ptr + text.len;

	for (; (at = memchr(at, FAILURE_MARK[0], (size_t)(end - at))) != NULL; at++) {
		size_t len = (size_t)(end - at) < MARK ? (size_t)(end - at) : MARK;

		if ((at == text.ptr ? !midline : at[-1] == '\n') &&
		    memcmp(at, FAILURE_MARK, len) == 0)
			return (size_t)(at - text.ptr);
	}
	return text.len;
}

/* The failure line; nothing after it counts. */
static void
take_failure(struct output *output, struct span text)
{
	const char *end = memchr(text.ptr, '\n', text.len);
	size_t len = end != NULL ? (size_t)(end - text.ptr) : text.len;

	output->failed = true;
	if (output->failure.len + len > FAILURE_MOST)
		len = FAILURE_MOST - output->failure.len;
	if (!output->failure_whole)
		text_add(&output->failure, (struct span){ text.ptr, len });
	output->failure_whole = output->failure_whole || end != NULL;
}

/* The output has ended; a last line without LF is a line. */
static void
end(struct outputs *outputs, struct output *output)
{
	take(outputs, output, (struct span){ FAILURE_MARK, output->held });
	if (output->midline)
		take(outputs, output, span_of("\n"));
	close(output->fd);
	output->fd = -1;
}

void
outputs_read(struct outputs *outputs, size_t i)
{
	static char buffer[MARK + READ_SIZE];
	struct output *output = &outputs->of[i];
	struct span text;
	ssize_t got = read(output->fd, buffer + MARK, READ_SIZE);
	size_t place;

	if (got < 0 && errno == EINTR)
		return;
	if (got < 0)
		diag_data("a pipe from copy %zu: read error:", i + 1);
	if (got == 0) {
		end(outputs, output);
		return;
	}
	/* The bytes that were held come again, since the mark may go on after them. */
	text.ptr = buffer + MARK - output->held;
	text.len = output->held + (size_t)got;
	memcpy(buffer + MARK - output->held, FAILURE_MARK, output->held);
	output->held = 0;
	place = output->failed ? 0 : failure_place(text, output->midline);
	take(outputs, output, (struct span){ text.ptr, place });
	text = span_skip(text, place);
	if (output->failed || text.len >= MARK)
		take_failure(output, text);
	else
		output->held = text.len;
}

void
outputs_show(struct outputs *outputs)
{
	for (; outputs->turn < outputs->count; outputs->turn++) {
		struct output *output = &outputs->of[outputs->turn];

		if (output->headed && !output->shown) {
			show_header(outputs, outputs->turn);
			if (!kept_take(
				&output->kept, &outputs->store, put_out, outputs)) {
				drop(outputs, output);
				diag_data("%s: temporary file:",
				    outputs->store.directory);
			}
		}
		if (output->fd >= 0)
			return;
	}
}
