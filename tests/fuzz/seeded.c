/*
 * Runs a fuzz target over seeded random bytes, for machines without a fuzzer.
 * usage: fuzz-NAME TRIALS SEED
 */
#include <stdio.h>
#include <stdlib.h>

#include "../lib/random.h"

enum { BYTES_MAX = 300 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Mostly TABs and line ends; the first bytes, by which targets choose, are any. */
static uint8_t
random_byte(uint64_t *state, size_t at)
{
	static const uint8_t common[] = "\t\t\t\n\n\r\xef\xbb\xbf\0ab";

	if (at < 4 || random_below(state, 8) == 0)
		return (uint8_t)random_below(state, 256);
	return common[random_below(state, sizeof(common) - 1)];
}

int
main(int argc, char **argv)
{
	uint64_t trials = argc == 3 ? strtoull(argv[1], NULL, 10) : 0;
	uint64_t state = argc == 3 ? strtoull(argv[2], NULL, 10) : 0;
	uint8_t bytes[BYTES_MAX];

	if (trials == 0) {
		fprintf(stderr, "usage: %s TRIALS SEED\n", argv[0]);
		return 2;
	}
	for (uint64_t i = 0; i < trials; i++) {
		size_t size = (size_t)random_below(&state, BYTES_MAX);

		for (size_t at = 0; at < size; at++)
			bytes[at] = random_byte(&state, at);
		LLVMFuzzerTestOneInput(bytes, size);
	}
	return 0;
}
