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

/* For each 64 bytes of the block, the first one's bit the lowest. */
struct csvword {
	uint64_t marks; /* quotation marks and escapes */
	uint64_t odd; /* controls but LF and the delimiter, backslashes, bytes not ASCII */
};

/* There is a word for each 64 bytes of the block and of CSVBITS_SLACK more. */
struct csvbits {
	char delimiter;
	char escape; /* of --escape; the quotation mark if there is none */
	struct csvword *word;
};

/*
 * Finds the bits of text[from, to), where those before are known. CSVBITS_SLACK bytes
 * after `to` can be read. False if no bit is set, for those bytes neither, and none before
 * in the word of `from`.
 */
bool csvbits_find(const struct csvbits *bits, const char *text, size_t from, size_t to);

/* The words of [from, to), which is not empty, over each other: what there is in it. */
static inline struct csvword
csvbits_in(const struct csvbits *bits, size_t from, size_t to)
{
	const struct csvword *word = bits->word + from / 64;
	const struct csvword *last = bits->word + (to - 1) / 64;
	uint64_t mask = UINT64_MAX << from % 64;
	struct csvword found = { 0, 0 };

	for (; word < last; word++) {
		found.marks |= word->marks & mask;
		found.odd |= word->odd & mask;
		mask = UINT64_MAX;
	}
	mask &= UINT64_MAX >> (63 - (to - 1) % 64);
	found.marks |= word->marks & mask;
	found.odd |= word->odd & mask;
	return found;
}

/* How many marks are in [from, to), which is not empty. */
static inline size_t
csvbits_marks(const struct csvbits *bits, size_t from, size_t to)
{
	size_t count = 0;

	for (size_t at = from; at < to; at = (at / 64 + 1) * 64) {
		size_t end = (at / 64 + 1) * 64;

		count += (size_t)__builtin_popcountll(
		    csvbits_in(bits, at, end < to ? end : to).marks);
	}
	return count;
}

/* The place of the first mark in [from, to), or `to`. */
static inline size_t
csvbits_mark(const struct csvbits *bits, size_t from, size_t to)
{
	size_t at = from / 64 * 64;
	uint64_t marks;

	if (from >= to)
		return to;
	marks = bits->word[at / 64].marks & UINT64_MAX << from % 64;
	while (marks == 0 && at + 64 < to) {
		at += 64;
		marks = bits->word[at / 64].marks;
	}
	if (marks == 0)
		return to;
	at += (size_t)__builtin_ctzll(marks);
	return at < to ? at : to;
}

#endif
