/*
 * A hash table from keys (bytes) to values of one fixed size, in order of
 * first appearance. Made for a value for each of millions of leads: value and
 * key stand together in one arena, 7 to 11 bytes of index beside them, and most
 * look-ups begin in one cache line of the index and one of the arena, which can
 * be fetched ahead.
 */
#ifndef LF_MAP_H
#define LF_MAP_H

#include <stdint.h>

#include "base/span.h"

struct map;

/*
 * Values of size bytes, at addresses that are multiples of align (2, 4, 8 or 16).
 * They never move. Hashes are seeded at random; map_next's order is not
 * touched by that. Exits with status 1 when values and keys pass 8 GiB.
 */
struct map *map_new(size_t size, size_t align);
void map_free(struct map *map);
/* Forgets all keys, and keeps memory for some. */
void map_clear(struct map *map);
size_t map_count(const struct map *map);
/* Makes room for so many keys at once, where it is known that they are to come. */
void map_reserve(struct map *map, size_t count);

/* The value of key, or NULL. */
void *map_get(const struct map *map, struct span key);
/* The value of key; where the key is new, a zeroed one, and *fresh is true. */
void *map_put(struct map *map, struct span key, bool *fresh);
/* The key of a value that map_get or map_put gave. */
struct span map_key(const struct map *map, const void *value);
/*
 * The values in order of first appearance, one a call, then NULL. A cursor
 * starts as { 0 }, and until it has given NULL sees what is put meanwhile.
 */
struct map_cursor {
	size_t next;
};
void *map_next(const struct map *map, struct map_cursor *cursor);

/*
 * map_put in three steps, for a dozen keys or so at a time: hash each and fetch
 * what its look-up begins with, guess its value and fetch that, then put. A
 * guess is nearly always right, and does no harm if it is not. With more keys at
 * a time the processor has more to fetch than it can, and waits: lf-transitions
 * takes 4 % longer with 8, 3 % with 16 and 20 % with 32 than with 12.
 */
struct map_hint {
	uint64_t hash;
	void *guess;
};
void map_hash(
    const struct map *map, const struct span *keys, struct map_hint *hints, size_t count);
void map_guess(const struct map *map, struct map_hint *hints, size_t count);
void *map_put_hinted(
    struct map *map, struct span key, const struct map_hint *hint, bool *fresh);

#endif
