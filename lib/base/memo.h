/*
 * What short texts were found to mean: a memo before a slower look-up, for
 * texts of which a few come again and again, such as stages and scores: it spares
 * lf-stage --score nearly a quarter of its instructions. It starts as { 0 }, in
 * which the empty text means 0.
 */
#ifndef LF_MEMO_H
#define LF_MEMO_H

#include <stdint.h>

#include "base/hash.h"
#include "base/span.h"

enum { MEMO_BITS = 10 };

struct recalled {
	uint64_t first, last; /* see span_ends */
	size_t len;
	uint32_t meaning;
};

struct memo {
	struct recalled slot[1 << MEMO_BITS];
};

/* Whether the meaning of text is known, which then is (*slot)->meaning. */
static inline bool
memo_find(struct memo *recall, struct span text, struct recalled **slot)
{
	uint64_t first, last;

	span_ends(text, &first, &last);
	/* The length tells 5 from 55, whose ends are the same. */
	*slot = &recall->slot[hash_slot(first * 3 + last + text.len, MEMO_BITS)];
	return (*slot)->first == first && (*slot)->last == last && (*slot)->len == text.len &&
	    text.len <= SPAN_SHORT;
}

/* Keeps the meaning of a text that was not found in that slot. */
static inline void
memo_keep(struct recalled *slot, struct span text, uint32_t meaning)
{
	span_ends(text, &slot->first, &slot->last);
	slot->len = text.len;
	slot->meaning = meaning;
}

#endif
