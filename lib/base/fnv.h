/*
 * FNV-1a with 64 bits, after Fowler, Noll and Vo (RFC 9923): the same number for the same
 * bytes on every machine and in every run. As the checksum of a file it finds any damage
 * within one byte, and other damage but for one case in 2^64; it keeps nobody from
 * forging. Tables use hash.h, which is faster, and seeded.
 */
#ifndef LF_FNV_H
#define LF_FNV_H

#include <stdint.h>

#include "base/span.h"

/* Of no bytes. */
#define FNV_START UINT64_C(0xcbf29ce484222325)

/* Of the bytes whose hash is given, and then those of text. */
static inline uint64_t
fnv_add(uint64_t hash, struct span text)
{
	for (size_t i = 0; i < text.len; i++)
		hash = (hash ^ (unsigned char)text.ptr[i]) * UINT64_C(0x100000001b3);
	return hash;
}

static inline uint64_t
fnv_of(struct span text)
{
	return fnv_add(FNV_START, text);
}

enum { FNV_TEXT = 16 };

/* Writes a hash as 16 hexadecimal digits, with zeros in front and small letters. */
static inline void
fnv_put(char to[FNV_TEXT], uint64_t hash)
{
	for (int i = FNV_TEXT - 1; i >= 0; i--, hash >>= 4)
		to[i] = "0123456789abcdef"[hash & 15];
}

#endif
