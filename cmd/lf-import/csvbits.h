/*
 * What is special in a block of CSV, a bit for each byte: so that one look at a few
 * words tells whether a row is plain text that can be passed on as it stands.
 */
#ifndef LF_CSVBITS_H
#define LF_CSVBITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CSVBITS_SLACK = 64 };

/* The maps have a bit for each byte of the block and of CSVBITS_SLACK more. */
struct csvbits {
	char delimiter;
	char escape; /* of --escape; the quotation mark if there is none */
	uint64_t *marks; /* quotation marks and escapes */
	uint64_t *odd; /* controls but LF and the delimiter, backslashes, bytes not ASCII */
};

/*
 * Finds the bits of text[from, to), where those before are known. CSVBITS_SLACK bytes
 * after `to` can be read; what they hold does not matter.
 */
void csvbits_find(struct csvbits *bits, const char *text, size_t from, size_t to);

/* The place of the first bit of a map that is set in [from, to), or `to`. */
static inline size_t
csvbits_next(const uint64_t *map, size_t from, size_t to)
{
	size_t word = from / 64;
	uint64_t left;

	if (from >= to)
		return to;
	for (left = map[word] & UINT64_MAX << from % 64; left == 0; left = map[word])
		if (++word * 64 >= to)
			return to;
	from = word * 64 + (size_t)__builtin_ctzll(left);
	return from < to ? from : to;
}

/* The bits of a map's word that stand for bytes in [from, to). */
static inline uint64_t
csvbits_word(const uint64_t *map, size_t word, size_t from, size_t to)
{
	uint64_t bits = map[word];

	if (word == from / 64)
		bits &= UINT64_MAX << from % 64;
	if (word == (to - 1) / 64)
		bits &= UINT64_MAX >> (63 - (to - 1) % 64);
	return bits;
}

/* Whether a bit of a map is set in [from, to), which is not empty. */
static inline bool
csvbits_any(const uint64_t *map, size_t from, size_t to)
{
	uint64_t found = 0;

	for (size_t word = from / 64; word <= (to - 1) / 64; word++)
		found |= csvbits_word(map, word, from, to);
	return found != 0;
}

/* How many are. */
static inline size_t
csvbits_count(const uint64_t *map, size_t from, size_t to)
{
	size_t count = 0;

	for (size_t word = from / 64; word <= (to - 1) / 64; word++)
		count += (size_t)__builtin_popcountll(csvbits_word(map, word, from, to));
	return count;
}

#endif
