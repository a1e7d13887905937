#include <stdbool.h>
#include <string.h>

#include "tsv/progress.h"

#include "radix.h"

enum {
	/* 10 million words take 0.165 s; with 8, 9 or 11 bits 0.18, 0.20 and 0.17 s. */
	DIGIT_BITS = 10, /* of RADIX_PARTS */
	DIGITS = RADIX_PARTS,
	/* There are at least 2^3 words for each digit: few words have shorter digits. */
	WORDS_BITS = 3,
	/* As few as these are sorted by insertion. */
	FEW = 24,
	/* Before as many as these are sorted, a signal is answered. */
	MANY = 1 << 16,
	/* How many entries ahead to prefetch where entries are moved to: two cache lines. */
	AHEAD = 8,
};

/* A word's digit is the upper bits of its difference from the least word. */
struct digits {
	uint64_t least;
	unsigned shift;
	size_t count; /* digits are below that; DIGITS at most */
};

static size_t
digit(const struct digits *digits, const struct entry *entry)
{
	return (entry->word - digits->least) >> digits->shift;
}

static void
insertion_sort(struct entry *entry, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		struct entry moved = entry[i];
		size_t to = i;

		for (; to > 0 && entry[to - 1].word > moved.word; to--)
			entry[to] = entry[to - 1];
		entry[to] = moved;
	}
}

static unsigned
bits_of(uint64_t number)
{
	return number == 0 ? 0 : 64 - (unsigned)__builtin_clzll(number);
}

static struct digits
choose_digits(const struct entry *entry, size_t count)
{
	uint64_t least = entry[0].word;
	uint64_t most = least;
	unsigned bits = bits_of(count) - 1 - WORDS_BITS;
	unsigned wanted = bits < DIGIT_BITS ? bits : DIGIT_BITS;
	unsigned shift;

	for (size_t i = 1; i < count; i++) {
		least = entry[i].word < least ? entry[i].word : least;
		most = entry[i].word > most ? entry[i].word : most;
	}
	bits = bits_of(most - least);
	shift = bits > wanted ? bits - wanted : 0;
	return (struct digits){ least, shift, ((most - least) >> shift) + 1 };
}

/*
 * Moves the entries of each digit together, in place; those of digit d end at ends[d].
 * An entry is swapped to where it belongs, and what was there waits for the next
 * sweep: after Malte Skarupke's ska_sort. The American flag sort moves that one on
 * at once, so that each swap waits for the one before: 0.26 s instead of 0.165 s.
 */
static void
distribute(struct entry *entry, size_t count, const struct digits *digits, size_t *ends)
{
	size_t next[DIGITS];
	size_t end = 0;
	bool sorted = false;

	memset(next, 0, digits->count * sizeof(*next));
	for (size_t i = 0; i < count; i++)
		next[digit(digits, &entry[i])]++;
	for (size_t d = 0; d < digits->count; d++) {
		size_t begin = end;

		end += next[d];
		ends[d] = end;
		next[d] = begin;
	}
	while (!sorted) {
		sorted = true;
		for (size_t d = 0; d < digits->count; d++) {
			for (size_t i = next[d]; i < ends[d]; i++) {
				struct entry moved = entry[i];
				struct entry *to = &entry[next[digit(digits, &moved)]++];

				__builtin_prefetch(to + AHEAD, 1);
				entry[i] = *to;
				*to = moved;
			}
			sorted &= next[d] == ends[d];
		}
	}
}

size_t
radix_part(struct entry *entry, size_t count, size_t ends[RADIX_PARTS])
{
	struct digits digits = { .count = 1 };

	if (count > FEW)
		digits = choose_digits(entry, count);
	ends[0] = count;
	if (digits.count > 1)
		distribute(entry, count, &digits, ends);
	return digits.count;
}

void
radix_sort(struct entry *entry, size_t count)
{
	struct digits digits;
	size_t ends[DIGITS];
	size_t begin = 0;

	if (count >= MANY)
		progress_answer_main();
	if (count <= FEW) {
		insertion_sort(entry, count);
		return;
	}
	digits = choose_digits(entry, count);
	if (digits.count == 1)
		return;
	distribute(entry, count, &digits, ends);
	for (size_t d = 0; d < digits.count && digits.shift > 0; begin = ends[d++])
		radix_sort(entry + begin, ends[d] - begin);
}
