#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/secondset.h"

enum {
	/* Two digits make a key of PAGE_BITS and the one for open. */
	DIGIT_BITS = 9,
	DIGITS = 1 << DIGIT_BITS,
};

struct slab {
	struct slab *next;
	struct block block[SLAB_BLOCKS];
};

struct secondset *
secondset_new(void)
{
	return mem_new(1, sizeof(struct secondset));
}

void
secondset_free(struct secondset *pages)
{
	if (pages == NULL)
		return;
	while (pages->slabs != NULL) {
		struct slab *slab = pages->slabs;

		pages->slabs = slab->next;
		free(slab);
	}
	free(pages);
}

static struct block *
take_block(struct secondset *pages)
{
	struct block *block = pages->unused;

	if (block != NULL) {
		pages->unused = block->next;
		return block;
	}
	if (pages->fresh == 0) {
		struct slab *slab = mem_resize(NULL, 1, sizeof(*slab));

		slab->next = pages->slabs;
		pages->slabs = slab;
		pages->fresh = SLAB_BLOCKS;
	}
	return &pages->slabs->block[--pages->fresh];
}

void
secondset_make_room(struct secondset *pages, struct page *page)
{
	struct block *block = take_block(pages);

	block->next = page->blocks;
	page->blocks = block;
	page->count++;
	page->free = BLOCK_LOWS;
	pages->used++;
}

/* How many keys have each value of their two digits; then where the next such one goes. */
struct digits {
	uint32_t low[DIGITS], high[DIGITS];
};

static size_t
low_digit(uint32_t key)
{
	return key & (DIGITS - 1);
}

static size_t
high_digit(uint32_t key)
{
	return key >> DIGIT_BITS;
}

/* Copies the page's visits as keys, and counts digits; returns how many there are. */
static size_t
gather(const struct page *page, uint32_t open, uint32_t *keys, struct digits *digits)
{
	size_t first = page->free;
	size_t count = 0;

	for (const struct block *block = page->blocks; block != NULL; block = block->next) {
		__builtin_prefetch(block->next);
		for (size_t i = first; i < BLOCK_LOWS; i++) {
			uint32_t key = (uint32_t)block->low[i] << 1 | open;

			digits->low[low_digit(key)]++;
			digits->high[high_digit(key)]++;
			keys[count++] = key;
		}
		first = 0;
	}
	return count;
}

/* From how many there are of each digit to where its first one goes. */
static void
add_up(struct digits *digits)
{
	uint32_t low = 0;
	uint32_t high = 0;

	for (size_t i = 0; i < DIGITS; i++) {
		uint32_t lows = digits->low[i];
		uint32_t highs = digits->high[i];

		digits->low[i] = low;
		digits->high[i] = high;
		low += lows;
		high += highs;
	}
}

/* Room for so many keys; what was there need not stay. */
static void
make_keys_room(struct page_keys *keys, size_t room)
{
	if (room <= keys->room)
		return;
	page_keys_free(keys);
	keys->room = room;
	keys->key = mem_resize(NULL, room, sizeof(*keys->key));
	keys->spare = mem_resize(NULL, room, sizeof(*keys->spare));
}

/* Sorts by the low digit, and then, which keeps that order, by the high one. */
void
secondset_sort(const struct secondset *pages, size_t high, struct page_keys *keys)
{
	const struct page *page = pages->page[high];
	size_t blocks = (size_t)page[0].count + page[1].count;
	struct digits digits;

	keys->count = 0;
	if (blocks == 0)
		return;
	make_keys_room(keys, blocks * BLOCK_LOWS);
	memset(&digits, 0, sizeof(digits));
	keys->count = gather(&page[0], 0, keys->key, &digits);
	keys->count += gather(&page[1], 1, keys->key + keys->count, &digits);
	add_up(&digits);
	for (size_t i = 0; i < keys->count; i++)
		keys->spare[digits.low[low_digit(keys->key[i])]++] = keys->key[i];
	for (size_t i = 0; i < keys->count; i++)
		keys->key[digits.high[high_digit(keys->spare[i])]++] = keys->spare[i];
}

void
page_keys_free(struct page_keys *keys)
{
	free(keys->key);
	free(keys->spare);
	*keys = (struct page_keys){ 0 };
}

static void
clear(struct secondset *pages, struct page *page)
{
	while (page->blocks != NULL) {
		struct block *block = page->blocks;

		page->blocks = block->next;
		block->next = pages->unused;
		pages->unused = block;
	}
	pages->used -= page->count;
	page->count = 0;
	page->free = 0;
}

void
secondset_clear(struct secondset *pages, size_t high)
{
	clear(pages, &pages->page[high][0]);
	clear(pages, &pages->page[high][1]);
}
