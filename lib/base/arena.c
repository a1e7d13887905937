#include <stdlib.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/mem.h"

enum { CHUNKS_MAX = 1 << 10 };

static void
free_chunks(struct arena *arena, size_t left)
{
	while (arena->chunk_count > left)
		free(arena->chunks[--arena->chunk_count].bytes);
}

void
arena_free(struct arena *arena)
{
	free_chunks(arena, 0);
	free(arena->chunks);
}

void
arena_clear(struct arena *arena)
{
	free_chunks(arena, 1);
	if (arena->chunk_count > 0)
		arena->chunks[0].used = 0;
}

/* The index of a chunk with room for that many bytes in a row, a new one if needed. */
static size_t
chunk_with_room(struct arena *arena, size_t bytes)
{
	size_t covered = (bytes + ARENA_CHUNK - 1) / ARENA_CHUNK;
	size_t last = arena->chunk_count - 1;
	bool small = arena->chunk_count == 0 && bytes <= ARENA_FIRST;

	if (arena->chunk_count > 0 && arena->chunks[last].bytes != NULL &&
	    arena->chunks[last].used + bytes <= arena->chunks[last].room)
		return last;
	if (arena->chunk_count + covered > CHUNKS_MAX)
		diag_data("more than 8 GiB of keys");
	for (size_t i = 0; i < covered; i++) {
		arena->chunks = mem_grow(arena->chunks, arena->chunk_count,
		    &arena->chunk_room, sizeof(*arena->chunks));
		arena->chunks[arena->chunk_count++] = (struct chunk){ NULL, 0, 0 };
	}
	arena->chunks[last + 1].bytes =
	    mem_table(small ? ARENA_FIRST : covered * ARENA_CHUNK);
	arena->chunks[last + 1].room = small ? ARENA_FIRST : ARENA_CHUNK;
	return last + 1;
}

void *
arena_add(struct arena *arena, struct span key, uint32_t *ref)
{
	size_t bytes = arena_entry_bytes(arena, key.len);
	size_t at = chunk_with_room(arena, bytes);
	struct chunk *chunk = &arena->chunks[at];
	char *value = chunk->bytes + chunk->used;
	char *at_key = value + arena->size;

	*ref = (uint32_t)(at * ARENA_CHUNK_UNITS + chunk->used / ARENA_UNIT);
	chunk->used += bytes;
	memset(value, 0, arena->size);
	*at_key++ =
	    (char)(unsigned char)(key.len < ARENA_LONG_KEY ? key.len : ARENA_LONG_KEY);
	if (key.len >= ARENA_LONG_KEY) {
		uint32_t len = (uint32_t)key.len;

		memcpy(at_key, &len, sizeof(len));
		at_key += sizeof(len);
	}
	if (key.len > 0)
		memcpy(at_key, key.ptr, key.len);
	return value;
}
