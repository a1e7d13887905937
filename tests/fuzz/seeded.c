/*
 * Runs a fuzz target without a fuzzer: over the files of its corpus, then over seeded
 * trials, of which half are random bytes and half are such files with a few changes.
 * usage: fuzz-NAME TRIALS SEED [FILE]...
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/random.h"

enum { RANDOM_MAX = 300, BYTES_MAX = 8192, CHANGES_MAX = 6 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct bytes {
	uint8_t *ptr;
	size_t len;
};

/* Mostly TABs and line ends; the first bytes, by which targets choose, are any. */
static uint8_t
random_byte(uint64_t *state, size_t at)
{
	static const uint8_t common[] = "\t\t\t\n\n\r\xef\xbb\xbf\0ab";

	if (at < 4 || random_below(state, 8) == 0)
		return (uint8_t)random_below(state, 256);
	return common[random_below(state, sizeof(common) - 1)];
}

static void
make_random(uint64_t *state, struct bytes *to)
{
	to->len = (size_t)random_below(state, RANDOM_MAX);
	for (size_t at = 0; at < to->len; at++)
		to->ptr[at] = random_byte(state, at);
}

/* Changes a byte, takes it out, or puts a part of the file in its place, or before it. */
static void
change(uint64_t *state, struct bytes *to, const struct bytes *from)
{
	size_t at = (size_t)random_below(state, (uint32_t)to->len);
	size_t begin = (size_t)random_below(state, (uint32_t)from->len);
	size_t len = 1 + (size_t)random_below(state, (uint32_t)(from->len - begin));

	switch (random_below(state, 5)) {
	case 0:
		to->ptr[at] ^= (uint8_t)(1 << random_below(state, 8));
		break;
	case 1:
		to->ptr[at] = random_byte(state, 0);
		break;
	case 2:
		memmove(to->ptr + at, to->ptr + at + 1, to->len - at - 1);
		to->len--;
		break;
	case 3:
		if (to->len + len > BYTES_MAX)
			break;
		memmove(to->ptr + at + len, to->ptr + at, to->len - at);
		memcpy(to->ptr + at, from->ptr + begin, len);
		to->len += len;
		break;
	default:
		memcpy(to->ptr + at, from->ptr + begin, len < to->len - at ? len : to->len - at);
	}
}

static void
make_changed(uint64_t *state, struct bytes *to, const struct bytes *from)
{
	int changes = 1 + random_below(state, CHANGES_MAX);

	to->len = from->len;
	memcpy(to->ptr, from->ptr, from->len);
	for (int i = 0; i < changes && to->len > 0; i++)
		change(state, to, from);
}

/* A copy of exactly that size, so that a sanitizer sees what is read beyond it. */
static void
run(const struct bytes *bytes)
{
	uint8_t *copy = malloc(bytes->len > 0 ? bytes->len : 1);

	if (copy == NULL)
		abort();
	memcpy(copy, bytes->ptr, bytes->len);
	LLVMFuzzerTestOneInput(copy, bytes->len);
	free(copy);
}

static struct bytes
read_file(const char *name)
{
	struct bytes bytes = { malloc(BYTES_MAX), 0 };
	FILE *file = fopen(name, "rb");

	if (file == NULL || bytes.ptr == NULL) {
		perror(name);
		exit(1);
	}
	bytes.len = fread(bytes.ptr, 1, BYTES_MAX, file);
	fclose(file);
	return bytes;
}

int
main(int argc, char **argv)
{
	uint64_t trials = argc >= 3 ? strtoull(argv[1], NULL, 10) : 0;
	uint64_t state = argc >= 3 ? strtoull(argv[2], NULL, 10) : 0;
	uint32_t count = argc >= 3 ? (uint32_t)argc - 3 : 0;
	static uint8_t room[BYTES_MAX];
	struct bytes bytes = { room, 0 };
	struct bytes *files;

	if (trials == 0) {
		fprintf(stderr, "usage: %s TRIALS SEED [FILE]...\n", argv[0]);
		return 2;
	}
	files = calloc(count + 1, sizeof(*files));
	if (files == NULL)
		abort();
	for (uint32_t i = 0; i < count; i++) {
		files[i] = read_file(argv[i + 3]);
		run(&files[i]);
	}
	for (uint64_t i = 0; i < trials; i++) {
		struct bytes *from =
		    count > 0 ? &files[random_below(&state, count)] : NULL;

		if (i % 2 == 0 && from != NULL && from->len > 0)
			make_changed(&state, &bytes, from);
		else
			make_random(&state, &bytes);
		run(&bytes);
	}
	for (uint32_t i = 0; i < count; i++)
		free(files[i].ptr);
	free(files);
	return 0;
}
