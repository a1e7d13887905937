#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/radix.h"
#include "report/secondset.h"

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
secondset_free(struct secondset *set)
{
	if (set == NULL)
		return;
	while (set->slabs != NULL) {
		struct slab *slab = set->slabs;

		set->slabs = slab->next;
		free(slab);
	}
	free(set);
}

static struct block *
take_block(struct secondset *set)
{
	struct block *block = set->unused;

	if (block != NULL) {
		set->unused = block->next;
		return block;
	}
	if (set->fresh == 0) {
		struct slab *slab = mem_resize(NULL, 1, sizeof(*slab));

		slab->next = set->slabs;
		set->slabs = slab;
		set->fresh = SLAB_BLOCKS;
	}
	return &set->slabs->block[--set->fresh];
}

void
secondset_make_room(struct secondset *set, struct page *page)
{
	struct block *block = take_block(set);

	block->next = page->blocks;
	page->blocks = block;
	page->count++;
	page->free = BLOCK_LOWS;
	set->used++;
}

void
secondset_fetch(struct secondset *set)
{
	for (size_t i = 0; i < set->waiting_count; i++)
		__builtin_prefetch(
		    secondset_find(set, set->waiting[i] >> 1, set->waiting[i] & 1));
	for (size_t i = 0; i < set->waiting_count; i++) {
		const struct page *page =
		    secondset_find(set, set->waiting[i] >> 1, set->waiting[i] & 1);

		if (page->free > 0)
			__builtin_prefetch(&page->blocks->low[page->free - 1]);
	}
}

/* Copies the page's visits as keys; returns how many there are. */
static size_t
gather(const struct page *page, uint32_t open, uint32_t *keys)
{
	size_t first = page->free;
	size_t count = 0;

	for (const struct block *block = page->blocks; block != NULL; block = block->next) {
		__builtin_prefetch(block->next);
		for (size_t i = first; i < BLOCK_LOWS; i++)
			keys[count++] = (uint32_t)block->low[i] << 1 | open;
		first = 0;
	}
	return count;
}

/* Makes room for keys; those that were there are lost. */
static void
make_keys_room(struct secondset_keys *keys, size_t room)
{
	if (room <= keys->room)
		return;
	secondset_keys_free(keys);
	keys->room = room;
	keys->key = mem_resize(NULL, room, sizeof(*keys->key));
	keys->spare = mem_resize(NULL, room, sizeof(*keys->spare));
}

void
secondset_sort(const struct secondset *set, size_t high, struct secondset_keys *keys)
{
	const struct page *page = set->page[high];
	size_t blocks = (size_t)page[0].count + page[1].count;

	keys->count = 0;
	if (blocks == 0)
		return;
	make_keys_room(keys, blocks * BLOCK_LOWS);
	keys->count = gather(&page[0], 0, keys->key);
	keys->count += gather(&page[1], 1, keys->key + keys->count);
	if (radix_sort(keys->key, keys->spare, keys->count, sizeof(*keys->key),
		PAGE_BITS + 1) == keys->spare) {
		uint32_t *swap = keys->key;

		keys->key = keys->spare;
		keys->spare = swap;
	}
}

void
secondset_keys_free(struct secondset_keys *keys)
{
	free(keys->key);
	free(keys->spare);
	*keys = (struct secondset_keys){ 0 };
}

static void
clear(struct secondset *set, struct page *page)
{
	while (page->blocks != NULL) {
		struct block *block = page->blocks;

		page->blocks = block->next;
		block->next = set->unused;
		set->unused = block;
	}
	set->used -= page->count;
	page->count = 0;
	page->free = 0;
}

void
secondset_clear(struct secondset *set, size_t high)
{
	clear(set, &set->page[high][0]);
	clear(set, &set->page[high][1]);
}
