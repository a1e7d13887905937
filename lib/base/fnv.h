/*
 * FNV-1a, 64 bits, by Fowler, Noll and Vo (RFC 9923): the same on every machine and in
 * every run. One byte that differs always gives another hash.
 */
#ifndef LF_FNV_H
#define LF_FNV_H

#include <stdint.h>

#include "base/span.h"

static inline uint64_t
fnv_hash(struct span text)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < text.len; i++)
		hash = (hash ^ (unsigned char)text.ptr[i]) * UINT64_C(0x100000001b3);
	return hash;
}

#endif
