#include <stdlib.h>

#include "base/mem.h"

#include "streams.h"

void
streams_begin(struct streams *streams, size_t count)
{
	*streams = (struct streams){ .stream = mem_new(count, sizeof(*streams->stream)),
		.heap = mem_new(count, sizeof(*streams->heap)) };
}

static bool
is_before(const struct waiting *a, const struct waiting *b)
{
	return a->mark != b->mark ? a->mark < b->mark : a->stream < b->stream;
}

/* Moves the one at that place of the heap down to where it belongs. */
static void
sift_down(struct streams *streams, size_t place)
{
	struct waiting *heap = streams->heap;
	struct waiting moved = heap[place];

	for (;;) {
		size_t child = 2 * place + 1;

		if (child + 1 < streams->left && is_before(&heap[child + 1], &heap[child]))
			child++;
		if (child >= streams->left || !is_before(&heap[child], &moved))
			break;
		heap[place] = heap[child];
		place = child;
	}
	heap[place] = moved;
}

static void
sift_up(struct streams *streams, size_t place)
{
	struct waiting *heap = streams->heap;
	struct waiting moved = heap[place];

	for (; place > 0 && is_before(&moved, &heap[(place - 1) / 2]); place = (place - 1) / 2)
		heap[place] = heap[(place - 1) / 2];
	heap[place] = moved;
}

/* Whether the stream has a tally, which it reads if it must. */
static bool
has_next(struct stream *stream)
{
	if (stream->next < stream->count)
		return true;
	stream->next = 0;
	stream->count = walk_next(&stream->walk, stream->batch);
	return stream->count > 0;
}

void
streams_add(struct streams *streams, struct durations *set)
{
	struct stream *stream = &streams->stream[streams->count];
	uint64_t visits = set->completed + set->open;

	/* A small set has fewer tallies than a batch: many of them shall take little memory. */
	stream->batch = mem_new(
	    visits < WALK_BATCH ? (size_t)visits : WALK_BATCH, sizeof(*stream->batch));
	walk_begin(&stream->walk, set);
	if (has_next(stream)) {
		streams->heap[streams->left] =
		    (struct waiting){ stream->batch->mark, streams->count };
		sift_up(streams, streams->left++);
	}
	streams->count++;
}

bool
streams_next(struct streams *streams, struct tally *tally, size_t *which)
{
	struct waiting *first = streams->heap;
	struct stream *stream;

	if (streams->left == 0)
		return false;
	*which = first->stream;
	stream = &streams->stream[first->stream];
	*tally = stream->batch[stream->next++];
	if (has_next(stream))
		first->mark = stream->batch[stream->next].mark;
	else
		*first = streams->heap[--streams->left];
	sift_down(streams, 0);
	return true;
}

void
streams_end(struct streams *streams)
{
	struct tally tally;
	size_t stream;

	/* A walk must be taken to its end. */
	while (streams_next(streams, &tally, &stream))
		;
	for (size_t i = 0; i < streams->count; i++)
		free(streams->stream[i].batch);
	free(streams->stream);
	free(streams->heap);
}
