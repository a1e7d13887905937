/*
 * A multiset of visits of whole seconds, in little more than two bytes for
 * each: those whose durations differ in the low 16 bits only share a page,
 * which keeps these bits, in the order in which they came.
 */
#ifndef LF_SECONDSET_H
#define LF_SECONDSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	PAGE_BITS = 16,
	/* Seconds below this have a page: eight years and a half. */
	PAGES_END = 1 << 28,
	PAGES = PAGES_END >> PAGE_BITS,
	/* 128 bytes: of 64, an eighth is the link, and of 256, more stays empty at the end. */
	BLOCK_LOWS = 60,
	/* Nearly 64 KiB. */
	SLAB_BLOCKS = 511,
};

struct block {
	struct block *next;
	uint16_t low[BLOCK_LOWS];
};

/* low[free] and what follows is taken in the first block, and all of the others. */
struct page {
	struct block *blocks;
	uint32_t count; /* of blocks */
	uint32_t free; /* in the first block */
};

struct slab;

struct secondset {
	struct page page[PAGES][2]; /* of completed and of open visits */
	struct slab *slabs; /* all blocks; so many of the first one have been in no page, */
	size_t fresh;
	struct block *unused; /* and these are in none any more */
	size_t used; /* how many blocks are in pages */
};

struct secondset *secondset_new(void);
void secondset_free(struct secondset *pages);

/* Makes room for one visit more in a page that has none. */
void secondset_make_room(struct secondset *pages, struct page *page);

static inline struct page *
secondset_find(struct secondset *pages, uint32_t second, bool open)
{
	return &pages->page[second >> PAGE_BITS][open];
}

/* Adds a visit of so many seconds to its page, which has room. */
static inline void
page_add(struct page *page, uint32_t second)
{
	page->blocks->low[--page->free] = (uint16_t)second;
}

/* The visits on pages in order. An empty one is zeroed. */
struct page_keys {
	uint32_t *key; /* the low bits of the seconds doubled, plus one for an open visit */
	size_t count;
	uint32_t *spare;
	size_t room;
};

/* Has keys hold the visits on both pages of `high`, the high bits of their seconds. */
void secondset_sort(const struct secondset *pages, size_t high, struct page_keys *keys);
void page_keys_free(struct page_keys *keys);
/* Takes all visits off both pages of `high`. */
void secondset_clear(struct secondset *pages, size_t high);

#endif
