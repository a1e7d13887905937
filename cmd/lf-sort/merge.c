#include <stdlib.h>

#include "base/mem.h"

#include "merge.h"

static bool
before(const struct run *a, const struct run *b)
{
	int order;

	if (a->word != b->word)
		return a->word < b->word;
	/* A run that has ended comes last. */
	if (a->row.ptr == NULL || b->row.ptr == NULL)
		return b->row.ptr == NULL;
	order = keys_order(a->keys, a->word, a->row, b->row);
	return order != 0 ? order < 0 : a->rank < b->rank;
}

static void
advance(struct run *run)
{
	if (!run->next(run)) {
		run->row = (struct span){ NULL, 0 };
		run->word = UINT64_MAX;
	}
}

/*
 * A tree of losers, after Knuth (volume 3, 5.4.1): each of the nodes 1 to count - 1 has
 * the run that lost there, so a new row is compared once on each level. Run i is the
 * leaf count + i; node n is the parent of nodes 2n and 2n + 1.
 */
struct tournament {
	struct run **runs;
	size_t count;
	size_t *losers; /* of each node */
	size_t winner;
};

enum { NOBODY = -1 };

/* Plays that run up to the root, or to a node where nobody has played yet. */
static void
play(struct tournament *games, size_t player)
{
	for (size_t node = (player + games->count) / 2; node > 0; node /= 2) {
		size_t other = games->losers[node];

		if (other == (size_t)NOBODY) {
			games->losers[node] = player;
			return;
		}
		if (before(games->runs[other], games->runs[player])) {
			games->losers[node] = player;
			player = other;
		}
	}
	games->winner = player;
}

void
merge_runs(struct run **runs, size_t count, struct sink *sink)
{
	struct tournament games = { runs, count, mem_new(count, sizeof(size_t)), 0 };

	for (size_t i = 0; i < count; i++)
		games.losers[i] = (size_t)NOBODY;
	for (size_t i = 0; i < count; i++) {
		advance(runs[i]);
		play(&games, i);
	}
	while (runs[games.winner]->row.ptr != NULL) {
		sink_row(sink, runs[games.winner]->row);
		advance(runs[games.winner]);
		play(&games, games.winner);
	}
	free(games.losers);
}

static bool
next_of_text(struct run *run)
{
	struct textrun *text = (struct textrun *)run;
	const char *end;

	if (text->left.len == 0)
		return false;
	end = memchr(text->left.ptr, '\n', text->left.len);
	run->row = (struct span){ text->left.ptr, (size_t)(end - text->left.ptr) };
	text->left = span_skip(text->left, run->row.len + 1);
	run->word = keys_first(run->keys, run->row);
	return true;
}

void
textrun_init(struct textrun *run, struct keys *keys, struct span text)
{
	*run =
	    (struct textrun){ .run = { .next = next_of_text, .keys = keys }, .left = text };
}
