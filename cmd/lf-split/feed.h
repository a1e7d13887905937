/* Rows on their way to a copy: a buffer, and the pipe that is its standard input. */
#ifndef LF_FEED_H
#define LF_FEED_H

#include "base/span.h"

enum {
	/* What is written at once. */
	FEED_SIZE = 1 << 18,
	/* Rows are copied in steps of FEED_STEP bytes, so that most need one step. */
	FEED_STEP = 64,
};

/* text[begin, used) waits to be written. */
struct feed {
	int fd; /* -1: the copy reads no more */
	bool ends; /* no more rows come: the pipe is closed when all is written */
	bool midline; /* the last byte added is not the end of a line */
	size_t begin, used;
	char *text; /* of FEED_SIZE + FEED_STEP bytes */
};

/* fd is the end of a pipe to write to, which must not block. */
void feed_open(struct feed *feed, int fd);
void feed_free(struct feed *feed);

/* Writes what the pipe takes; closes it at the end, or if nobody reads. */
void feed_write(struct feed *feed);
/* The same if all is written; later feed_write does it. */
void feed_end(struct feed *feed);
/* Closes the pipe: the copy reads no more, and what waits is forgotten. */
void feed_close(struct feed *feed);

static inline bool
feed_waits(const struct feed *feed)
{
	return feed->used > feed->begin;
}

/*
 * Adds a whole row and an LF; false if there is no room. FEED_STEP bytes after the row must
 * be readable.
 */
static inline bool
feed_row(struct feed *feed, struct span row)
{
	char *to = feed->text + feed->used;

	if (row.len + 1 > FEED_SIZE - feed->used)
		return false;
	for (size_t at = 0; at < row.len; at += FEED_STEP)
		memcpy(to + at, row.ptr + at, FEED_STEP);
	to[row.len] = '\n';
	feed->used += row.len + 1;
	return true;
}

/* Adds as much of text as there is room for; returns how much. */
size_t feed_some(struct feed *feed, struct span text);

#endif
