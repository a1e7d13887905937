#include <stdlib.h>
#include <unistd.h>
#include <fcntl.h>
#include <time.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "diag.h"
#include "map.h"
#include "mem.h"

/*
 * Entries (value, length of the key, key) are laid one after the other in
 * chunks, and named by their distance in units of 2 bytes, chunks counted
 * through: 8 GiB of them at most. A key of 255 bytes or more has its length in
 * the four bytes after a 255.
 */
enum {
	UNIT = 2,
	CHUNK_BYTES = 1 << 20,
	CHUNK_UNITS = CHUNK_BYTES / UNIT,
	CHUNKS_MAX = 1 << 13,
	LONG_KEY = 255,
	SLOTS = 12,
	SLOT_BITS = (1 << SLOTS) - 1,
	BUCKETS_MIN = 4,
	AHEAD = 32, /* entries whose buckets are being fetched while the index grows */
};

/*
 * One cache line. A tag is eight bits of the hash; 0 is an empty slot, and
 * those are behind the used ones.
 */
struct bucket {
	unsigned char tags[16]; /* the last four are unused, and 0 */
	uint32_t refs[SLOTS];
};

/* An entry too large for one chunk covers several, all but the first empty. */
struct chunk {
	char *bytes;
	size_t used;
};

struct map {
	size_t size, align;
	size_t count;
	size_t bucket_count;
	struct bucket *buckets; /* aligned to 64 bytes within memory */
	void *memory;
	struct chunk *chunks;
	size_t chunk_count, chunk_room;
	uint64_t seed;
};

static uint64_t
random_seed(void)
{
	uint64_t seed = 0;
	int fd = open("/dev/urandom", O_RDONLY | O_CLOEXEC);

	if (fd >= 0) {
		if (read(fd, &seed, sizeof(seed)) != (ssize_t)sizeof(seed))
			seed = 0;
		close(fd);
	}
	if (seed == 0)
		seed = (uint64_t)time(NULL) * 0x9e3779b97f4a7c15u + (uint64_t)getpid();
	return seed;
}

/*
 * Each bucket is a cache line. There is an empty one behind the last, to be
 * looked at like a next one. All are emptied, but the memory is kept: what is
 * touched for the first time is slow.
 */
static void
make_buckets(struct map *map, size_t count)
{
	map->memory = mem_resize(map->memory, count + 2, sizeof(struct bucket));
	map->buckets = (struct bucket *)(void *)((char *)map->memory +
	    (64 - (uintptr_t)map->memory % 64) % 64);
	map->bucket_count = count;
	for (size_t i = 0; i <= count; i++)
		memset(map->buckets[i].tags, 0, sizeof(map->buckets[i].tags));
}

struct map *
map_new(size_t size, size_t align)
{
	struct map *map = mem_new(1, sizeof(*map));

	map->size = size;
	map->align = align;
	map->seed = random_seed();
	make_buckets(map, BUCKETS_MIN);
	return map;
}

void
map_free(struct map *map)
{
	for (size_t i = 0; i < map->chunk_count; i++)
		free(map->chunks[i].bytes);
	free(map->chunks);
	free(map->memory);
	free(map);
}

void
map_clear(struct map *map)
{
	for (size_t i = 1; i < map->chunk_count; i++)
		free(map->chunks[i].bytes);
	if (map->chunk_count > 1)
		map->chunk_count = 1;
	if (map->chunk_count == 1)
		map->chunks[0].used = 0;
	map->count = 0;
	make_buckets(map, map->bucket_count);
}

size_t
map_count(const struct map *map)
{
	return map->count;
}

/* The 128-bit product, folded: every bit of both takes part in every bit. */
static uint64_t
mix(uint64_t a, uint64_t b)
{
	__extension__ unsigned __int128 product = (unsigned __int128)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* After Wang Yi's wyhash, for the short keys that leads have. */
static inline uint64_t
hash_of(const struct map *map, struct span key)
{
	const uint64_t k1 = 0xa0761d6478bd642fu;
	const uint64_t k2 = 0xe7037ed1a0b428dbu;
	const char *at = key.ptr;
	size_t len = key.len;
	uint64_t seed = map->seed;
	uint64_t a, b;

	while (len > SPAN_SHORT) {
		seed = mix(span_word(at, 8) ^ k1, span_word(at + 8, 8) ^ seed);
		at += 16;
		len -= 16;
	}
	span_ends((struct span){ at, len }, &a, &b);
	return mix(k2 ^ key.len, mix(a ^ k1, b ^ seed));
}

/* The top half of the hash picks the bucket, the lowest byte, unless 0, is the tag. */
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

/* A bit for each slot whose tag is that; the unused tags are 0, as those of free slots. */
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

static char *
entry(const struct map *map, uint32_t ref)
{
	return map->chunks[ref / CHUNK_UNITS].bytes + (size_t)(ref % CHUNK_UNITS) * UNIT;
}

struct span
map_key(const struct map *map, const void *value)
{
	const char *at = (const char *)value + map->size;
	uint32_t len = (unsigned char)*at;

	if (len < LONG_KEY)
		return (struct span){ at + 1, len };
	memcpy(&len, at + 1, sizeof(len));
	return (struct span){ at + 1 + sizeof(len), len };
}

/* What an entry with a key of that length takes. */
static size_t
entry_bytes(const struct map *map, size_t key_len)
{
	size_t bytes = map->size + 1 + key_len + (key_len >= LONG_KEY ? 4 : 0);

	return (bytes + map->align - 1) & ~(map->align - 1);
}

/* A slot of a bucket. */
struct place {
	struct bucket *bucket;
	unsigned slot;
};

/* Looks for a free slot in the bucket, from which the search goes on if it is full. */
static bool
has_room(struct bucket *bucket, struct place *place)
{
	unsigned free_slots = match(bucket, 0) & SLOT_BITS;

	if (free_slots == 0)
		return false;
	*place = (struct place){ bucket, (unsigned)__builtin_ctz(free_slots) };
	return true;
}

/* The value of key, or NULL, and then the place where it belongs. */
static char *
find(const struct map *map, struct span key, uint64_t hash, struct place *place)
{
	size_t at = bucket_of(map, hash);

	for (;;) {
		struct bucket *bucket = &map->buckets[at];
		unsigned hits = match(bucket, tag_of(hash));

		for (; hits != 0; hits &= hits - 1) {
			char *value = entry(map, bucket->refs[__builtin_ctz(hits)]);

			if (span_equal(map_key(map, value), key))
				return value;
		}
		if (has_room(bucket, place))
			return NULL;
		at = at + 1 == map->bucket_count ? 0 : at + 1;
	}
}

static void
occupy(struct place place, uint64_t hash, size_t chunk, size_t byte)
{
	place.bucket->tags[place.slot] = tag_of(hash);
	place.bucket->refs[place.slot] = (uint32_t)(chunk * CHUNK_UNITS + byte / UNIT);
}

void *
map_next(const struct map *map, struct map_cursor *cursor)
{
	void *value;

	while (cursor->chunk < map->chunk_count &&
	    cursor->byte == map->chunks[cursor->chunk].used)
		*cursor = (struct map_cursor){ cursor->chunk + 1, 0 };
	if (cursor->chunk == map->chunk_count)
		return NULL;
	value = map->chunks[cursor->chunk].bytes + cursor->byte;
	cursor->byte += entry_bytes(map, map_key(map, value).len);
	return value;
}

/* An entry on its way into the index, whose bucket is being fetched. */
struct moving {
	uint64_t hash;
	size_t chunk, byte;
};

static void
put_moving(struct map *map, const struct moving *moving)
{
	size_t at = bucket_of(map, moving->hash);
	struct place place;

	while (!has_room(&map->buckets[at], &place))
		at = at + 1 == map->bucket_count ? 0 : at + 1;
	occupy(place, moving->hash, moving->chunk, moving->byte);
}

/* How many keys so many buckets take: three slots in four at most. */
static size_t
keys_of(size_t buckets)
{
	return buckets * SLOTS / 4 * 3;
}

/*
 * Larger by a half and by a third in turn: 2^k and 1.5 * 2^k buckets, so that
 * the index stays between 50 and 75 % full.
 */
static size_t
larger(size_t buckets)
{
	return (buckets & (buckets - 1)) == 0 ? buckets / 2 * 3 : buckets / 3 * 4;
}

/* Entries are taken in their order in the arena, which is read from end to end. */
static void
grow(struct map *map, size_t buckets)
{
	struct map_cursor cursor = { 0, 0 };
	struct moving moving[AHEAD];
	size_t count = 0;
	const char *value;

	make_buckets(map, buckets);
	for (; (value = map_next(map, &cursor)) != NULL; count++) {
		struct moving *next = &moving[count % AHEAD];

		if (count >= AHEAD)
			put_moving(map, next);
		*next = (struct moving){ hash_of(map, map_key(map, value)), cursor.chunk,
			(size_t)(value - map->chunks[cursor.chunk].bytes) };
		__builtin_prefetch(&map->buckets[bucket_of(map, next->hash)]);
	}
	for (size_t i = count < AHEAD ? 0 : count - AHEAD; i < count; i++)
		put_moving(map, &moving[i % AHEAD]);
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

/* The chunk that has room for so many bytes in a row, a new one if need be. */
static size_t
chunk_with_room(struct map *map, size_t bytes)
{
	size_t covered = (bytes + CHUNK_BYTES - 1) / CHUNK_BYTES;
	size_t last = map->chunk_count - 1;

	if (map->chunk_count > 0 && map->chunks[last].bytes != NULL &&
	    map->chunks[last].used + bytes <= CHUNK_BYTES)
		return last;
	if (map->chunk_count + covered > CHUNKS_MAX)
		diag_data("more than 8 GiB of keys");
	for (size_t i = 0; i < covered; i++) {
		map->chunks = mem_grow(map->chunks, map->chunk_count, &map->chunk_room,
		    sizeof(*map->chunks));
		map->chunks[map->chunk_count++] = (struct chunk){ NULL, 0 };
	}
	map->chunks[last + 1].bytes = mem_resize(NULL, covered, CHUNK_BYTES);
	return last + 1;
}

/* A new entry at the arena's end: its value zeroed, its key copied. */
static char *
append(struct map *map, struct span key, struct place place, uint64_t hash)
{
	size_t bytes = entry_bytes(map, key.len);
	size_t chunk = chunk_with_room(map, bytes);
	char *value = map->chunks[chunk].bytes + map->chunks[chunk].used;
	char *at;

	occupy(place, hash, chunk, map->chunks[chunk].used);
	map->chunks[chunk].used += bytes;
	memset(value, 0, map->size);
	at = value + map->size;
	*at++ = (char)(unsigned char)(key.len < LONG_KEY ? key.len : LONG_KEY);
	if (key.len >= LONG_KEY) {
		uint32_t len = (uint32_t)key.len;

		memcpy(at, &len, sizeof(len));
		at += sizeof(len);
	}
	if (key.len > 0)
		memcpy(at, key.ptr, key.len);
	map->count++;
	return value;
}

static void *
put_hashed(struct map *map, struct span key, uint64_t hash, bool *fresh)
{
	struct place place;
	char *value = find(map, key, hash, &place);

	*fresh = value == NULL;
	if (value != NULL)
		return value;
	if (map->count == keys_of(map->bucket_count)) {
		grow(map, larger(map->bucket_count));
		find(map, key, hash, &place);
	}
	return append(map, key, place, hash);
}

void *
map_get(const struct map *map, struct span key)
{
	struct place place;

	return find(map, key, hash_of(map, key), &place);
}

void
map_hash(const struct map *map, const struct span *keys, struct map_hint *hints, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct bucket *home;

		hints[i].hash = hash_of(map, keys[i]);
		home = &map->buckets[bucket_of(map, hints[i].hash)];
		__builtin_prefetch(home);
		__builtin_prefetch(home + 1);
	}
}

/*
 * The first value whose tag is that of the hash; all of these are fetched, since
 * one time in thirty another key has the same tag. Without a branch for the next
 * bucket: a search that goes on there now and then costs more in wrong guesses
 * of the processor than looking there each time.
 */
static void *
guess(const struct map *map, uint64_t hash)
{
	const struct bucket *home = &map->buckets[bucket_of(map, hash)];
	unsigned char tag = tag_of(hash);
	unsigned full = home->tags[SLOTS - 1] != 0 ? SLOT_BITS : 0;
	unsigned hits = match(home, tag) | (match(home + 1, tag) & full) << SLOTS;
	void *first = NULL;

	for (; hits != 0; hits &= hits - 1) {
		unsigned slot = (unsigned)__builtin_ctz(hits);
		char *value = entry(map,
		    slot < SLOTS ? home[0].refs[slot] : home[1].refs[slot - SLOTS]);

		/* Where the value begins, and where a key of some ten bytes ends. */
		__builtin_prefetch(value);
		__builtin_prefetch(value + map->size + 8);
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
map_put_hinted(
    struct map *map, struct span key, const struct map_hint *hint, bool *fresh)
{
	if (hint->guess != NULL && span_equal(map_key(map, hint->guess), key)) {
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
