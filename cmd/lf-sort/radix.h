/* Sorts words by radix, each with a number beside it. */
#ifndef LF_RADIX_H
#define LF_RADIX_H

#include <stddef.h>
#include <stdint.h>

struct entry {
	uint64_t word;
	uint64_t at; /* where the row is that has this word */
};

/* Sorts by word. Equal words come in any order. */
void radix_sort(struct entry *entry, size_t count);

#endif
