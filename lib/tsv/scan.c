#include <stdbool.h>

#include "tsv/scan.h"

#ifdef __SSE2__
#include <immintrin.h>
#endif

enum { WORD = 64 };

#if defined(__SSE2__) && defined(__x86_64__) && defined(__GNUC__)
#define HAVE_AVX 1
#define WITH_AVX2 __attribute__((target("avx2,bmi,popcnt")))
#define WITH_AVX512 __attribute__((target("avx512f,avx512bw,avx512vbmi2,bmi,bmi2,popcnt")))
#endif

/* For WORD bytes at text, a bit for each separator, and one for each LF. */
static inline void
find_ends(const char *text, char separator, uint64_t *separators, uint64_t *lfs)
{
	*separators = 0;
	*lfs = 0;
#ifdef __SSE2__
	for (int i = 0; i < WORD; i += 16) {
		__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(text + i));
		__m128i between = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(separator));
		__m128i lf = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n'));

		*separators |= (uint64_t)(uint32_t)_mm_movemask_epi8(between) << i;
		*lfs |= (uint64_t)(uint32_t)_mm_movemask_epi8(lf) << i;
	}
#else
	for (int i = 0; i < WORD; i++) {
		*separators |= (uint64_t)(text[i] == separator) << i;
		*lfs |= (uint64_t)(text[i] == '\n') << i;
	}
#endif
}

/* Of WORD bytes at `at`, a bit for each that lies before `to`. */
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
	char separator = scan->separator;

	for (size_t at = from; at < to; at += WORD) {
		uint64_t separators, lfs, both;

		find_ends(text + at, separator, &separators, &lfs);
		for (both = (separators | lfs) & inside(at, to); both != 0; both &= both - 1) {
			int bit = __builtin_ctzll(both);

			if (lfs >> bit & 1)
				*row++ = (uint32_t)(end - scan->ends);
			*end++ = (uint32_t)at + (uint32_t)bit;
		}
	}
	scan->end_count = (size_t)(end - scan->ends);
	scan->row_count = (size_t)(row - scan->rows);
}

#ifdef HAVE_AVX
static bool
has_avx2(void)
{
	return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi");
}

static bool
has_avx512(void)
{
	return __builtin_cpu_supports("avx512bw") &&
	    __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("bmi") &&
	    __builtin_cpu_supports("bmi2");
}

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
 * The same with wider registers, and without a branch for each byte found: places are
 * written eight at a time, and only those that were found are counted.
 */
WITH_AVX2 static void
scan_avx2(struct scan *scan, const char *text, size_t from, size_t to)
{
	uint32_t *end = scan->ends + scan->end_count;
	uint32_t *row = scan->rows + scan->row_count;
	char separator = scan->separator;

	for (size_t at = from; at < to; at += WORD) {
		uint64_t lfs = find_byte(text + at, '\n') & inside(at, to);
		uint64_t both = lfs | (find_byte(text + at, separator) & inside(at, to));
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

/* Writes base plus the place of each bit in mask, in order; returns the end. */
WITH_AVX512 static inline uint32_t *
put_places(uint32_t *to, uint32_t base, uint64_t mask)
{
	static const unsigned char counting[WORD] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
		12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30,
		31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49,
		50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63 };
	__m512i places = _mm512_maskz_compress_epi8(mask, _mm512_loadu_si512(counting));
	int count = __builtin_popcountll(mask);

	for (int i = 0; i < count; i += 16) {
		_mm512_storeu_si512(to + i,
		    _mm512_add_epi32(_mm512_cvtepu8_epi32(_mm512_castsi512_si128(places)),
			_mm512_set1_epi32((int)base)));
		/* Moves the next sixteen to the front. */
		places = _mm512_alignr_epi32(places, places, 4);
	}
	return to + count;
}

/*
 * The same with 64 bytes in a register. It pays where more than eight fields end in 64
 * bytes: with scan_avx2, lf-velocity takes 9 % and lf-flow 5 % more processor time on
 * moves. On logs, whose fields are longer, it makes no difference.
 */
WITH_AVX512 static void
scan_avx512(struct scan *scan, const char *text, size_t from, size_t to)
{
	uint32_t *end = scan->ends + scan->end_count;
	uint32_t *row = scan->rows + scan->row_count;
	char separator = scan->separator;

	for (size_t at = from; at < to; at += WORD) {
		__m512i bytes = _mm512_loadu_si512(text + at);
		uint64_t separators =
		    _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(separator));
		uint64_t lfs = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\n'));
		uint64_t both = (separators | lfs) & inside(at, to);

		uint32_t base = (uint32_t)(end - scan->ends);
		uint64_t last = _pext_u64(lfs, both); /* which of them are LFs */
		int rows = __builtin_popcountll(last);

		/*
		 * One or two rows end in most 64 bytes: without this lf-stage takes 12 %
		 * longer, lf-velocity 7 %, lf-transitions 5 %.
		 */
		if (rows <= 2) {
			row[0] = base + (uint32_t)_tzcnt_u64(last);
			row[1] = base + (uint32_t)_tzcnt_u64(last & (last - 1));
			row += rows;
		} else {
			row = put_places(row, base, last);
		}
		end = put_places(end, (uint32_t)at, both);
	}
	scan->end_count = (size_t)(end - scan->ends);
	scan->row_count = (size_t)(row - scan->rows);
}
#endif

void
scan_block(struct scan *scan, const char *text, size_t from, size_t to)
{
#ifdef HAVE_AVX
	if (has_avx512()) {
		scan_avx512(scan, text, from, to);
		return;
	}
	if (has_avx2()) {
		scan_avx2(scan, text, from, to);
		return;
	}
#endif
	scan_plainly(scan, text, from, to);
}
