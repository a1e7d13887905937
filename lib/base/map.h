/*
 * A hash table from keys (bytes) to values of one fixed size, which keeps the order of
 * first appearance. It is made for millions of leads: value and key stand together in
 * one arena, with 7 to 11 bytes of index for each, and most look-ups touch one cache
 * line of the index and one of the arena, both of which can be fetched ahead.
 */
#ifndef LF_MAP_H
#define LF_MAP_H

#include <stdint.h>

#include "base/span.h"

struct map;

/*
 * Values of size bytes, aligned to align (2, 4, 8 or 16) bytes. They never move. Hashes
 * are seeded at random, which nothing shows outside: map_next keeps the order of first
 * appearance. A map of more than 8 GiB of values and keys ends the program, status 1.
 */
struct map *map_new(size_t size, size_t align);
void map_free(struct map *map);
/* Drops all keys, but keeps memory for some. */
void map_clear(struct map *map);
size_t map_count(const struct map *map);
/* Makes room for that many keys at once, if it is known how many will come. */
void map_reserve(struct map *map, size_t count);

/* The value of key, or NULL. */
void *map_get(const struct map *map, struct span key);
/* The value of key. *fresh says whether the key is new; then the value is zeroed. */
void *map_put(struct map *map, struct span key, bool *fresh);
/* The key of a value that map_get, map_put or map_next returned. */
struct span map_key(const struct map *map, const void *value);
/*
 * The next value in order of first appearance, NULL after the last. A cursor starts as
 * { 0 }; keys that are put while it runs come at its end.
 */
struct map_cursor {
	size_t next;
};
void *map_next(const struct map *map, struct map_cursor *cursor);

/*
 * map_put in three steps, for about 8 keys at a time: hash each key and fetch the start
 * of its index, guess its value and fetch that, then put. A guess is nearly always right,
 * and harmless if not. Between the steps other keys have their turn, 16 and then 8, while
 * memory answers. With 16 keys at a time lf-transitions takes up to 10 % longer, with 32
 * keys 13 % more: processors wait once too much is fetched at the same time.
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
