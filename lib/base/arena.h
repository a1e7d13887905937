/*
 * Entries, each a value of one fixed size and a key, one after the other in chunks.
 * They never move. A 32-bit number, the ref, says where an entry begins: in units of
 * 2 bytes, with the chunks before its own counted as full.
 */
#ifndef LF_ARENA_H
#define LF_ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/span.h"

enum {
	ARENA_UNIT = 2,
	ARENA_CHUNK = 1 << 23, /* bytes */
	ARENA_FIRST = 1 << 20, /* bytes of the first chunk: most arenas stay far below */
	ARENA_CHUNK_UNITS = ARENA_CHUNK / ARENA_UNIT,
	ARENA_LONG_KEY = 255,
};

/* An entry too large for one chunk takes several; all but the first have no bytes. */
struct chunk {
	char *bytes;
	size_t used, room;
};

/* Starts with size and align set; the rest is for the functions below. */
struct arena {
	size_t size, align; /* of the values; align is 2, 4, 8 or 16 */
	struct chunk *chunks;
	size_t chunk_count, chunk_room;
};

void arena_free(struct arena *arena);
/* Drops all entries, but keeps one chunk of memory. */
void arena_clear(struct arena *arena);

/* Adds an entry; returns its value, zeroed. Exits with status 1 past 8 GiB. */
void *arena_add(struct arena *arena, struct span key, uint32_t *ref);

/* The value of that entry. */
static inline void *
arena_at(const struct arena *arena, uint32_t ref)
{
	return arena->chunks[ref / ARENA_CHUNK_UNITS].bytes +
	    (size_t)(ref % ARENA_CHUNK_UNITS) * ARENA_UNIT;
}

/*
 * The key of that value. Right after the value stands the key's length: in one byte,
 * or, from ARENA_LONG_KEY on, in four bytes after one that holds ARENA_LONG_KEY.
 */
static inline struct span
arena_key(const struct arena *arena, const void *value)
{
	const char *at = (const char *)value + arena->size;
	uint32_t len = (unsigned char)*at;

	if (len < ARENA_LONG_KEY)
		return (struct span){ at + 1, len };
	memcpy(&len, at + 1, sizeof(len));
	return (struct span){ at + 1 + sizeof(len), len };
}

/* How many bytes an entry with a key of that length takes. */
static inline size_t
arena_entry_bytes(const struct arena *arena, size_t key_len)
{
	size_t bytes = arena->size + 1 + key_len + (key_len >= ARENA_LONG_KEY ? 4 : 0);

	return (bytes + arena->align - 1) & ~(arena->align - 1);
}

/*
 * The next value, in the order in which they were added, and its ref; NULL after the
 * last. *next starts at 0.
 */
static inline void *
arena_next(const struct arena *arena, size_t *next, uint32_t *ref)
{
	size_t at = *next / ARENA_CHUNK_UNITS;
	size_t byte = *next % ARENA_CHUNK_UNITS * ARENA_UNIT;
	char *value;

	for (; at < arena->chunk_count && byte >= arena->chunks[at].used; at++)
		byte = 0;
	if (at == arena->chunk_count)
		return NULL;
	value = arena->chunks[at].bytes + byte;
	*ref = (uint32_t)(at * ARENA_CHUNK_UNITS + byte / ARENA_UNIT);
	*next = *ref + arena_entry_bytes(arena, arena_key(arena, value).len) / ARENA_UNIT;
	return value;
}

#endif
