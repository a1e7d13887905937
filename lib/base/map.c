#include <stdlib.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/arena.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/mem.h"

enum {
	SLOTS = 12,
	SLOT_BITS = (1 << SLOTS) - 1,
	BUCKETS_MIN = 4,
	ROOM = 4, /* times the buckets: four growths, see larger() */
	AHEAD = 32, /* entries that are fetched ahead while the index grows */
};

/* One cache line. A tag is eight bits of the hash; 0 is a free slot. Used ones come first. */
struct bucket {
	unsigned char tags[16]; /* the last four are unused, and 0 */
	uint32_t refs[SLOTS]; /* of entries in the arena */
};

struct map {
	struct arena arena; /* values and keys */
	size_t count;
	size_t bucket_count;
	size_t bucket_room; /* how many there is memory for */
	struct bucket *buckets;
	uint64_t seed;
};

/*
 * Makes that many empty buckets. There is room for the next four growths as well: until it
 * is touched it takes no memory, and what has been touched need not be cleared again by the
 * kernel. Without it lf-transitions takes 4 % longer.
 */
static void
make_buckets(struct map *map, size_t count)
{
	if (count > map->bucket_room) {
		free(map->buckets);
		map->bucket_room = ROOM * count;
		map->buckets = mem_table(map->bucket_room * sizeof(struct bucket));
	}
	map->bucket_count = count;
	for (size_t i = 0; i < count; i++)
		memset(map->buckets[i].tags, 0, sizeof(map->buckets[i].tags));
}

struct map *
map_new(size_t size, size_t align)
{
	struct map *map = mem_new(1, sizeof(*map));

	map->arena = (struct arena){ .size = size, .align = align };
	map->seed = hash_seed();
	make_buckets(map, BUCKETS_MIN);
	return map;
}

void
map_free(struct map *map)
{
	arena_free(&map->arena);
	free(map->buckets);
	free(map);
}

void
map_clear(struct map *map)
{
	arena_clear(&map->arena);
	map->count = 0;
	make_buckets(map, map->bucket_count);
}

size_t
map_count(const struct map *map)
{
	return map->count;
}

static inline uint64_t
hash_of(const struct map *map, struct span key)
{
	return hash_key(key, map->seed);
}

/* The top half of the hash picks the bucket; the lowest byte is the tag, 1 for 0. */
static size_t
bucket_of(const struct map *map, uint64_t hash)
{
	return (size_t)(((hash >> 32) * map->bucket_count) >> 32);
}

static unsigned char
tag_of(uint64_t hash)
{
	return (unsigned char)((hash & 0xff) + ((hash & 0xff) == 0));
}

/* A bit for each slot with that tag. For 0, the four unused tags are among them. */
static unsigned
match(const struct bucket *bucket, unsigned char tag)
{
#ifdef __SSE2__
	__m128i tags = _mm_load_si128((const __m128i *)(const void *)bucket->tags);

	return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(tags, _mm_set1_epi8((char)tag)));
#else
	unsigned bits = 0;

	for (unsigned i = 0; i < sizeof(bucket->tags); i++)
		bits |= (unsigned)(bucket->tags[i] == tag) << i;
	return bits;
#endif
}

static bool
is_full(const struct bucket *bucket)
{
	return (match(bucket, 0) & SLOT_BITS) == 0;
}

/* The bucket that takes what that one has no room for. */
static size_t
bucket_after(const struct map *map, size_t at)
{
	return at + 1 == map->bucket_count ? 0 : at + 1;
}

struct span
map_key(const struct map *map, const void *value)
{
	return arena_key(&map->arena, value);
}

/* The value of key, or NULL. */
static void *
find(const struct map *map, struct span key, uint64_t hash)
{
	size_t at = bucket_of(map, hash);

	for (;;) {
		struct bucket *bucket = &map->buckets[at];
		unsigned hits = match(bucket, tag_of(hash));

		for (; hits != 0; hits &= hits - 1) {
			void *value =
			    arena_at(&map->arena, bucket->refs[__builtin_ctz(hits)]);

			if (span_equal(arena_key(&map->arena, value), key))
				return value;
		}
		if (!is_full(bucket))
			return NULL;
		at = bucket_after(map, at);
	}
}

/* Puts an entry whose key is not in the index into the first free slot for its hash. */
static inline void
occupy(struct map *map, uint64_t hash, uint32_t ref)
{
	size_t at = bucket_of(map, hash);
	unsigned free_slots, slot;

	while ((free_slots = match(&map->buckets[at], 0) & SLOT_BITS) == 0)
		at = bucket_after(map, at);
	slot = (unsigned)__builtin_ctz(free_slots);
	map->buckets[at].tags[slot] = tag_of(hash);
	map->buckets[at].refs[slot] = ref;
}

void *
map_next(const struct map *map, struct map_cursor *cursor)
{
	uint32_t ref;

	return arena_next(&map->arena, &cursor->next, &ref);
}

/* How many keys that many buckets take: at most three slots in four are used. */
static size_t
keys_of(size_t buckets)
{
	return buckets * SLOTS / 4 * 3;
}

/* 2^k and 1.5 * 2^k buckets in turn, so that the index stays 50 to 75 % full. */
static size_t
larger(size_t buckets)
{
	return (buckets & (buckets - 1)) == 0 ? buckets / 2 * 3 : buckets / 3 * 4;
}

/* The last AHEAD entries to be put into the index, whose buckets are being fetched. */
struct moving {
	struct {
		uint64_t hash;
		uint32_t ref;
	} entry[AHEAD];
	size_t count; /* of all so far */
};

/*
 * Moves the entries of a chunk. It reads the chunk by itself: with arena_next, all growing
 * of a map to a million leads takes 20 ms in place of 15.
 */
static void
move_chunk(struct map *map, struct moving *moving, size_t at)
{
	const struct arena *arena = &map->arena;
	const char *bytes = arena->chunks[at].bytes;
	size_t used = arena->chunks[at].used;
	size_t byte = 0;

	while (byte < used) {
		struct span key = arena_key(arena, bytes + byte);
		uint64_t hash = hash_of(map, key);
		size_t turn = moving->count++ % AHEAD;

		if (moving->count > AHEAD)
			occupy(map, moving->entry[turn].hash, moving->entry[turn].ref);
		__builtin_prefetch(&map->buckets[bucket_of(map, hash)]);
		moving->entry[turn].hash = hash;
		moving->entry[turn].ref =
		    (uint32_t)(at * ARENA_CHUNK_UNITS + byte / ARENA_UNIT);
		byte += arena_entry_bytes(arena, key.len);
	}
}

/* Puts all entries into a larger index, in the order of the arena, which reads fast. */
static void
grow(struct map *map, size_t buckets)
{
	struct moving moving = { .count = 0 };

	make_buckets(map, buckets);
	for (size_t at = 0; at < map->arena.chunk_count; at++)
		move_chunk(map, &moving, at);
	for (size_t i = 0; i < AHEAD && i < moving.count; i++)
		occupy(map, moving.entry[i].hash, moving.entry[i].ref);
}

void
map_reserve(struct map *map, size_t count)
{
	size_t buckets = map->bucket_count;

	while (count > keys_of(buckets))
		buckets = larger(buckets);
	if (buckets > map->bucket_count)
		grow(map, buckets);
}

/* Adds a key that is not there. If the index grows, that puts the new entry in, too. */
static void *
add(struct map *map, struct span key, uint64_t hash)
{
	uint32_t ref;
	void *value = arena_add(&map->arena, key, &ref);

	if (map->count == keys_of(map->bucket_count))
		grow(map, larger(map->bucket_count));
	else
		occupy(map, hash, ref);
	map->count++;
	return value;
}

static void *
put_hashed(struct map *map, struct span key, uint64_t hash, bool *fresh)
{
	void *value = find(map, key, hash);

	*fresh = value == NULL;
	return value != NULL ? value : add(map, key, hash);
}

void *
map_get(const struct map *map, struct span key)
{
	return find(map, key, hash_of(map, key));
}

void
map_hash(
    const struct map *map, const struct span *keys, struct map_hint *hints, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		hints[i].hash = hash_of(map, keys[i]);
		__builtin_prefetch(&map->buckets[bucket_of(map, hints[i].hash)]);
	}
}

/*
 * The first value with the hash's tag in its own bucket; if that is full and has none, in
 * the next one, where one key in fifty is: if these are left to map_put_hinted,
 * lf-transitions takes 5 % longer. All such values are fetched: one time in thirty another
 * key has the same tag.
 */
static void *
guess(const struct map *map, uint64_t hash)
{
	size_t at = bucket_of(map, hash);
	const struct bucket *bucket = &map->buckets[at];
	unsigned hits = match(bucket, tag_of(hash));
	void *first = NULL;

	if (hits == 0 && is_full(bucket)) {
		bucket = &map->buckets[bucket_after(map, at)];
		hits = match(bucket, tag_of(hash));
	}
	for (; hits != 0; hits &= hits - 1) {
		char *value = arena_at(&map->arena, bucket->refs[__builtin_ctz(hits)]);

		/* Where the value begins, and where a key of about ten bytes ends. */
		__builtin_prefetch(value);
		__builtin_prefetch(value + map->arena.size + 8);
		if (first == NULL)
			first = value;
	}
	return first;
}

void
map_guess(const struct map *map, struct map_hint *hints, size_t count)
{
	for (size_t i = 0; i < count; i++)
		hints[i].guess = guess(map, hints[i].hash);
}

void *
map_put_hinted(struct map *map, struct span key, const struct map_hint *hint, bool *fresh)
{
	if (hint->guess != NULL && span_equal(arena_key(&map->arena, hint->guess), key)) {
		*fresh = false;
		return hint->guess;
	}
	return put_hashed(map, key, hint->hash, fresh);
}

void *
map_put(struct map *map, struct span key, bool *fresh)
{
	return put_hashed(map, key, hash_of(map, key), fresh);
}
