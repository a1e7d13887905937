/* Buffered output, checked to the last byte: a write that fails ends the program. */
#ifndef LF_OUT_H
#define LF_OUT_H

#include <stdint.h>

#include "base/list.h"
#include "base/span.h"

enum { OUT_SIZE = 1 << 16 };

/* Linux gives any user that much for each of about 64 pipes; further ones stay small. */
enum { PIPE_ROOM = 1 << 20 };
/* Makes the pipe at fd hold PIPE_ROOM bytes; false if that fails or it is no pipe. */
bool pipe_enlarge(int fd);

/* Bytes wait in buf[0, used). They may be written there directly, after out_room. */
struct out {
	int fd;
	const char *name; /* for messages */
	struct span null; /* how a missing value is written */
	struct out *beside; /* flushed whenever this one is, or NULL */
	bool midrow; /* the last byte written is not the end of a row */
	bool summed; /* see out_sum */
	uint64_t sum; /* of the bytes written */
	size_t used, room; /* room is OUT_SIZE, more for a large pipe or a long field */
	char *buf;
};

/* Standard output. If the program fails, whole rows that are buffered are still written. */
void out_open(struct out *out);
/*
 * A file, created or emptied; out_close closes it. Exits with status 1 if it cannot be,
 * or if another program is writing it.
 */
void out_create(struct out *out, const char *path);
/* A file that is already open; out_close closes it. name is for messages. */
void out_attach(struct out *out, int fd, const char *name);
/* Writes what is buffered; first `beside`. Exits with status 1 if that fails. */
void out_flush(struct out *out);
/* Writes text that is large without copying it to the buffer first. */
void out_direct(struct out *out, struct span text);
/*
 * The FNV-1a hash, see base/fnv.h, of all bytes since out_start_sum, which has to come
 * before any of them: the checksum with which a file can end.
 */
void out_start_sum(struct out *out);
uint64_t out_sum(struct out *out);
/* As out_flush; what went to a file is on the disk then. */
void out_sync(struct out *out);
/* Writes what is buffered and closes. Exits with status 1 if that fails. */
void out_close(struct out *out);

/* For out_room, if there is too little. */
void out_make_room(struct out *out, size_t len);

/* Room for len bytes after what is buffered; out->used stays as it is. */
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

/* A field; an empty text is a missing value. */
static inline void
out_field(struct out *out, struct span text)
{
	out_span(out, text.len > 0 ? text : out->null);
}

/* The names of columns, with TABs between them: a header line without its LF. */
void out_columns(struct out *out, const struct list *columns);
/* Fields with TABs between them, each as out_field writes it. */
void out_joined(struct out *out, struct span fields);

/* A count, a whole number, a time as ISO 8601, a duration of 0 or more in seconds. */
void out_count(struct out *out, uint64_t count);
void out_integer(struct out *out, int64_t value);
void out_instant(struct out *out, int64_t usec);
void out_seconds(struct out *out, int64_t usec);

#endif
