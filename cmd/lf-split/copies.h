/* The copies of the command: they get rows, and what they write is put together. */
#ifndef LF_COPIES_H
#define LF_COPIES_H

#include "tsv/out.h"

#include "feed.h"
#include "kept.h"

struct copies;

struct copies_options {
	const char *command;
	size_t count;
	struct store store;
	bool no_header;
	struct span dealt; /* the column by which rows are dealt */
	bool has_table; /* the input is a table of a report */
};

/* Starts them; if the program fails from now on, each of them gets the failure line. */
struct copies *copies_start(const struct copies_options *options, struct out *out);
/*
 * Waits until all have ended. Exits with status 1 if one has failed, with a message that
 * names it.
 */
void copies_finish(struct copies *copies);

/* The rows on their way to each. */
struct feed *copies_feeds(struct copies *copies);
/* Adds text and an LF for that copy; waits until there is room. */
void copies_put(struct copies *copies, size_t copy, struct span text);
/*
 * Waits until fd can be read, and writes rows and output meanwhile: data is the copies. False
 * if no copy reads any more.
 */
bool copies_wait(void *data, int fd);
/* Whether no copy reads any more. */
bool copies_stopped(const struct copies *copies);

#endif
