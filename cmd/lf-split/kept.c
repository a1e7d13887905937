#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/tempfile.h"

#include "kept.h"

enum { BLOCK = (1 << 16) - 64 };

struct block {
	struct block *next;
	size_t used;
	char text[BLOCK];
};

/* A new block at the end; false if there is no memory for it, of the store or at all. */
static bool
add_block(struct kept *kept, struct store *store)
{
	struct block *block;

	if (store->memory < sizeof(*block) || (block = malloc(sizeof(*block))) == NULL)
		return false;
	store->memory -= sizeof(*block);
	block->next = NULL;
	block->used = 0;
	if (kept->last != NULL)
		kept->last->next = block;
	else
		kept->first = block;
	kept->last = block;
	return true;
}

static void
drop_first(struct kept *kept, struct store *store)
{
	struct block *block = kept->first;

	kept->first = block->next;
	if (kept->first == NULL)
		kept->last = NULL;
	free(block);
	store->memory += sizeof(*block);
}

static bool
write_file(struct kept *kept, struct span text)
{
	while (text.len > 0) {
		ssize_t done = write(kept->fd, text.ptr, text.len);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return false;
		kept->size += done;
		text = span_skip(text, (size_t)done);
	}
	return true;
}

/* Moves all blocks to a new file. */
static bool
spill(struct kept *kept, struct store *store)
{
	kept->fd = tempfile_open(store->directory);
	if (kept->fd < 0)
		return false;
	while (kept->first != NULL) {
		if (!write_file(
			kept, (struct span){ kept->first->text, kept->first->used }))
			return false;
		drop_first(kept, store);
	}
	return true;
}

bool
kept_add(struct kept *kept, struct store *store, struct span text)
{
	while (text.len > 0 && kept->fd < 0) {
		struct block *last = kept->last;
		size_t room = last != NULL ? BLOCK - last->used : 0;
		size_t len = text.len < room ? text.len : room;

		if (room == 0) {
			if (!add_block(kept, store) && !spill(kept, store))
				return false;
			continue;
		}
		span_put(last->text + last->used, (struct span){ text.ptr, len });
		last->used += len;
		text = span_skip(text, len);
	}
	return write_file(kept, text);
}

static void
drop_file(struct kept *kept)
{
	if (kept->fd >= 0)
		close(kept->fd);
	kept->fd = -1;
	kept->size = 0;
}

void
kept_drop(struct kept *kept, struct store *store)
{
	while (kept->first != NULL)
		drop_first(kept, store);
	drop_file(kept);
}

static bool
take_file(struct kept *kept, void (*put)(void *data, struct span text), void *data)
{
	static char text[BLOCK];
	off_t at = 0;

	while (at < kept->size) {
		ssize_t got = pread(kept->fd, text, sizeof(text), at);

		if (got < 0 && errno == EINTR)
			continue;
		if (got == 0)
			errno = EIO;
		if (got <= 0)
			return false;
		put(data, (struct span){ text, (size_t)got });
		at += got;
	}
	drop_file(kept);
	return true;
}

bool
kept_take(struct kept *kept, struct store *store,
    void (*put)(void *data, struct span text), void *data)
{
	while (kept->first != NULL) {
		put(data, (struct span){ kept->first->text, kept->first->used });
		drop_first(kept, store);
	}
	return kept->fd < 0 || take_file(kept, put, data);
}
