#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "scan.h"

enum { WORD = 64 };

/* For WORD bytes at text, a bit for each TAB, and one for each LF. */
static inline void
masks(const char *text, uint64_t *tabs, uint64_t *lfs)
{
	*tabs = 0;
	*lfs = 0;
#ifdef __SSE2__
	for (int i = 0; i < WORD; i += 16) {
		__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(text + i));
		__m128i tab = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\t'));
		__m128i lf = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n'));

		*tabs |= (uint64_t)(uint32_t)_mm_movemask_epi8(tab) << i;
		*lfs |= (uint64_t)(uint32_t)_mm_movemask_epi8(lf) << i;
	}
#else
	for (int i = 0; i < WORD; i++) {
		*tabs |= (uint64_t)(text[i] == '\t') << i;
		*lfs |= (uint64_t)(text[i] == '\n') << i;
	}
#endif
}

void
scan_block(struct scan *scan, const char *text, size_t from, size_t to)
{
	uint32_t *end = scan->ends + scan->end_count;
	uint32_t *row = scan->rows + scan->row_count;

	for (size_t at = from; at < to; at += WORD) {
		uint64_t tabs, lfs, both;

		masks(text + at, &tabs, &lfs);
		both = tabs | lfs;
		if (to - at < WORD)
			both &= (UINT64_C(1) << (to - at)) - 1;
		while (both != 0) {
			int bit = __builtin_ctzll(both);

			if (lfs >> bit & 1)
				*row++ = (uint32_t)(end - scan->ends);
			*end++ = (uint32_t)at + (uint32_t)bit;
			both &= both - 1;
		}
	}
	scan->end_count = (size_t)(end - scan->ends);
	scan->row_count = (size_t)(row - scan->rows);
}
