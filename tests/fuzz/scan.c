/*
 * The scanner: each of its kernels finds the separators and LFs that a plain loop over
 * the bytes finds, wherever the text is cut in two. The first byte of the input chooses
 * where, and the separator: a TAB or a comma.
 */
#include <stdlib.h>
#include <string.h>

#include "../../lib/tsv/scan.c" /* for the kernels that scan_block does not use on this machine */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { SIZE_MAX_BYTES = 4096 };

typedef void way(struct scan *scan, const char *text, size_t from, size_t to);

static void
check(way *scan_way, const char *text, size_t cut, size_t size)
{
	static uint32_t ends[SIZE_MAX_BYTES + SCAN_SLACK], rows[SIZE_MAX_BYTES + SCAN_SLACK];
	struct scan scan = { cut % 2 ? ',' : '\t', ends, 0, rows, 0 };
	size_t end = 0, row = 0;

	scan_way(&scan, text, 0, cut);
	scan_way(&scan, text, cut, size);
	for (size_t i = 0; i < size; i++) {
		if (text[i] == '\n' && (row == scan.row_count || rows[row++] != end))
			abort();
		if ((text[i] == scan.separator || text[i] == '\n') &&
		    (end == scan.end_count || ends[end++] != i))
			abort();
	}
	if (end != scan.end_count || row != scan.row_count)
		abort();
}

static void
check_all(const char *text, size_t cut, size_t size)
{
	check(scan_block, text, cut, size);
	check(scan_plainly, text, cut, size);
#ifdef HAVE_AVX
	if (has_avx2())
		check(scan_avx2, text, cut, size);
	if (has_avx512())
		check(scan_avx512, text, cut, size);
#endif
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* Bytes after the text do not matter: here they are all LFs. */
	static char text[SIZE_MAX_BYTES + SCAN_SLACK];

	if (size == 0 || size > SIZE_MAX_BYTES)
		return 0;
	memset(text, '\n', sizeof(text));
	memcpy(text, data, size);
	check_all(text, data[0] % size, size);
	/* A text of separators and LFs alone. */
	for (size_t i = 0; i < size; i++)
		text[i] = "\t,\n"[data[i] % 3];
	check_all(text, data[0] % size, size);
	return 0;
}
