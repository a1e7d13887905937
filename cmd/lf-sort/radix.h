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

/*
 * The first step of that: moves the entries into parts, of which each has words above
 * those of the one before. Part i ends before ends[i]; returns how many there are.
 */
enum { RADIX_PARTS = 1024 };
size_t radix_part(struct entry *entry, size_t count, size_t ends[RADIX_PARTS]);

#endif
