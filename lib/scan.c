#include "scan.h"

#ifdef __SSE2__
#include <immintrin.h>
#endif

enum { WORD = 64 };

#if defined(__SSE2__) && defined(__x86_64__) && defined(__GNUC__)
#define HAVE_AVX2 1
#define WITH_AVX2 __attribute__((target("avx2,bmi,popcnt")))
#endif

/* For WORD bytes at text, a bit for each TAB, and one for each LF. */
static inline void
find_ends(const char *text, uint64_t *tabs, uint64_t *lfs)
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

/* The bits of the bytes before `to`, where WORD bytes at `at` are looked at. */
static inline uint64_t
inside(size_t at, size_t to)
{
	return to - at < WORD ? (UINT64_C(1) << (to - at)) - 1 : UINT64_MAX;
}

static void
scan_plainly(struct scan *scan, const char *text, size_t from, size_t to)
{
	uint32_t *end = scan->ends + scan->end_count;
	uint32_t *row = scan->rows + scan->row_count;

	for (size_t at = from; at < to; at += WORD) {
		uint64_t tabs, lfs, both;

		find_ends(text + at, &tabs, &lfs);
		for (both = (tabs | lfs) & inside(at, to); both != 0; both &= both - 1) {
			int bit = __builtin_ctzll(both);

			if (lfs >> bit & 1)
				*row++ = (uint32_t)(end - scan->ends);
			*end++ = (uint32_t)at + (uint32_t)bit;
		}
	}
	scan->end_count = (size_t)(end - scan->ends);
	scan->row_count = (size_t)(row - scan->rows);
}

#ifdef HAVE_AVX2
WITH_AVX2 static inline uint64_t
find_byte(const char *text, char byte)
{
	const __m256i *at = (const __m256i *)(const void *)text;
	__m256i wanted = _mm256_set1_epi8(byte);
	__m256i low = _mm256_cmpeq_epi8(_mm256_loadu_si256(at), wanted);
	__m256i high = _mm256_cmpeq_epi8(_mm256_loadu_si256(at + 1), wanted);

	return (uint32_t)_mm256_movemask_epi8(low) |
	    (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
}

/*
 * The same with wider registers, and without a branch for each byte that is
 * found: eight are written at a time, of which those that were there count.
 */
WITH_AVX2 static void
scan_avx2(struct scan *scan, const char *text, size_t from, size_t to)
{
	uint32_t *end = scan->ends + scan->end_count;
	uint32_t *row = scan->rows + scan->row_count;

	for (size_t at = from; at < to; at += WORD) {
		uint64_t lfs = find_byte(text + at, '\n') & inside(at, to);
		uint64_t both = lfs | (find_byte(text + at, '\t') & inside(at, to));
		uint32_t *next = end + __builtin_popcountll(both);

		for (; lfs != 0; lfs &= lfs - 1)
			*row++ = (uint32_t)(end - scan->ends) +
			    (uint32_t)__builtin_popcountll(both & ((lfs & -lfs) - 1));
		do {
			for (int i = 0; i < 8; i++) {
				end[i] = (uint32_t)at + (uint32_t)_tzcnt_u64(both);
				both &= both - 1;
			}
			end += 8;
		} while (both != 0);
		end = next;
	}
	scan->end_count = (size_t)(end - scan->ends);
	scan->row_count = (size_t)(row - scan->rows);
}
#endif

void
scan_block(struct scan *scan, const char *text, size_t from, size_t to)
{
#ifdef HAVE_AVX2
	if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi")) {
		scan_avx2(scan, text, from, to);
		return;
	}
#endif
	scan_plainly(scan, text, from, to);
}
