/* Buffered output, checked to the last byte: a failing write ends the program. */
#ifndef LF_OUT_H
#define LF_OUT_H

#include <stdint.h>

#include "base/list.h"
#include "base/span.h"

enum { OUT_SIZE = 1 << 16 };

/* What Linux gives any user for each of about 64 pipes at a time; further ones stay small. */
enum { PIPE_ROOM = 1 << 20 };
/* Makes the pipe at fd hold PIPE_ROOM bytes; false if that fails or it is no pipe. */
bool pipe_enlarge(int fd);

/* The fields are the point: what is written is written to buf + used. */
struct out {
	int fd;
	const char *name; /* for messages */
	struct span null; /* how a missing value is written */
	struct out *beside; /* flushed whenever this one is, or NULL */
	size_t used, room; /* room: OUT_SIZE, or more for a large pipe or a long field */
	char *buf;
};

/* Standard output. What is buffered when the program fails is written then. */
void out_open(struct out *out);
/* A file, made or emptied, that is closed by out_close. Exits with status 1. */
void out_create(struct out *out, const char *path);
/* A file that is open already; out_close closes it. name is for messages. */
void out_attach(struct out *out, int fd, const char *name);
/* Writes what is buffered. Exits with status 1 if that fails. */
void out_flush(struct out *out);
/* Writes what is buffered, and closes. Exits with status 1 if that fails. */
void out_close(struct out *out);

/* For out_room, when the buffer has too little. */
void out_make_room(struct out *out, size_t len);

/* Room for len bytes at the end of what is buffered. */
static inline char *
out_room(struct out *out, size_t len)
{
	if (out->used + len > out->room)
		out_make_room(out, len);
	return out->buf + out->used;
}

static inline void
out_span(struct out *out, struct span text)
{
	span_put(out_room(out, text.len), text);
	out->used += text.len;
}

static inline void
out_char(struct out *out, char c)
{
	*out_room(out, 1) = c;
	out->used++;
}

static inline void
out_text(struct out *out, const char *text)
{
	out_span(out, span_of(text));
}

/* A field: text, or, where that is empty, the text for a missing value. */
static inline void
out_field(struct out *out, struct span text)
{
	out_span(out, text.len > 0 ? text : out->null);
}

/* The names of columns, with TABs between them: a header line but for its end. */
void out_columns(struct out *out, const struct list *columns);
/* Fields with TABs between them, each as out_field writes it. */
void out_joined(struct out *out, struct span fields);

/* A count, a whole number, a time as ISO 8601, a duration of 0 or more in seconds. */
void out_count(struct out *out, uint64_t count);
void out_integer(struct out *out, int64_t value);
void out_instant(struct out *out, int64_t usec);
void out_seconds(struct out *out, int64_t usec);

#endif
