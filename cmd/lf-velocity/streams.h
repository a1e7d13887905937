/* Several sets of durations, walked through side by side. */
#ifndef LF_STREAMS_H
#define LF_STREAMS_H

#include "report/durations.h"

/* One of the sets, and its tallies that come next. */
struct stream {
	struct walk walk;
	struct tally *batch;
	size_t count, next;
};

struct streams {
	struct stream *stream;
	size_t count;
	/* The streams that are not at their end, as a heap: the next tally is of the first. */
	struct waiting {
		uint64_t mark;
		size_t stream;
	} *heap;
	size_t left;
};

/* Makes room for that many sets. */
void streams_begin(struct streams *streams, size_t count);
/* Adds a set; the streams are numbered from 0. Nothing may be added to it until the end. */
void streams_add(struct streams *streams, struct durations *set);
/*
 * Takes the next tally of all sets, in the order of marks, equal ones in that of the
 * streams, and which stream it is of; false at the end.
 */
bool streams_next(struct streams *streams, struct tally *tally, size_t *stream);
/* Ends the walks. */
void streams_end(struct streams *streams);

#endif
