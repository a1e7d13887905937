#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "csvbits.h"

enum { WORD = 64 };

/* For WORD bytes at text, a bit for each that is special, in either way. */
static inline void
find_word(const struct csvbits *bits, const char *text, uint64_t *marks, uint64_t *odd)
{
	*marks = 0;
	*odd = 0;
#ifdef __SSE2__
	for (int i = 0; i < WORD; i += 16) {
		__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(text + i));
		__m128i ends = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n')),
		    _mm_cmpeq_epi8(bytes, _mm_set1_epi8(bits->delimiter)));
		__m128i mark = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')),
		    _mm_cmpeq_epi8(bytes, _mm_set1_epi8(bits->escape)));
		/* As signed numbers, bytes that are not ASCII are less than a blank, too. */
		__m128i strange = _mm_or_si128(_mm_cmplt_epi8(bytes, _mm_set1_epi8(' ')),
		    _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));

		strange = _mm_andnot_si128(ends, strange);
		*marks |= (uint64_t)(uint32_t)_mm_movemask_epi8(mark) << i;
		*odd |= (uint64_t)(uint32_t)_mm_movemask_epi8(strange) << i;
	}
#else
	for (int i = 0; i < WORD; i++) {
		unsigned char c = (unsigned char)text[i];
		bool ends = c == '\n' || text[i] == bits->delimiter;
		bool strange = (c < ' ' || c >= 0x80 || c == '\\') && !ends;

		*marks |= (uint64_t)(c == '"' || text[i] == bits->escape) << i;
		*odd |= (uint64_t)strange << i;
	}
#endif
}

void
csvbits_find(struct csvbits *bits, const char *text, size_t from, size_t to)
{
	for (size_t word = from / WORD; word * WORD < to; word++)
		find_word(bits, text + word * WORD, &bits->marks[word], &bits->odd[word]);
}
