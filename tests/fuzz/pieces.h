/* The input of a fuzz target, in place of lib/tsv/input.c: a text that is read in pieces. */
#ifndef LF_PIECES_H
#define LF_PIECES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/span.h"
#include "tsv/input.h"

struct input {
	bool opened;
};

static struct span unread;
static uint32_t pieces; /* the state of random sizes; 0: the text is read at once */

const char *
input_name(const struct input *input)
{
	(void)input;
	return "-";
}

bool
input_next_file(struct input *input)
{
	bool first = !input->opened;

	input->opened = true;
	return first;
}

size_t
input_read(struct input *input, char *buf, size_t size)
{
	size_t len = unread.len;

	(void)input;
	if (pieces != 0) {
		pieces = pieces * 1664525 + 1013904223;
		len = 1 + (pieces >> 16) % ((pieces >> 12) % 8 == 0 ? 5000 : 9);
	}
	if (len > unread.len)
		len = unread.len;
	if (len > size)
		len = size;
	if (len > 0)
		memcpy(buf, unread.ptr, len);
	unread = span_skip(unread, len);
	return len;
}

struct input *
input_open(char *const *names, size_t count, struct out *out, bool progress)
{
	(void)names, (void)count, (void)out, (void)progress;
	return mem_new(1, sizeof(struct input));
}

void
input_close(struct input *input)
{
	free(input);
}

void
input_wait_by(struct input *input, bool (*wait)(void *data, int fd), void *data)
{
	(void)input, (void)wait, (void)data;
}

bool
input_stopped(const struct input *input)
{
	(void)input;
	return false;
}

void
input_count_rows(struct input *input, size_t rows)
{
	(void)input, (void)rows;
}

/* The text, mostly once; or more often, up to max bytes. It is to be freed. */
static inline struct span
repeat(struct span text, unsigned choice, size_t max)
{
	size_t times = choice < 240 ? 1 : (size_t)1 << (choice - 240);
	char *bytes;

	if (text.len == 0 || times > max / text.len)
		times = 1;
	bytes = mem_new(times, text.len);
	for (size_t i = 0; i < times && text.len > 0; i++)
		memcpy(bytes + i * text.len, text.ptr, text.len);
	return (struct span){ bytes, times * text.len };
}

#endif
