/* ISO 8601 times: both parsers agree, and what is written is read back. */
#include <stdint.h>
#include <stdlib.h>

#include "time/instant.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
expect(bool truth)
{
	if (!truth)
		abort();
}

static void
check(struct instant_memo *memo, struct span line)
{
	char text[INSTANT_TEXT_MAX];
	int64_t usec, by_row, again;
	struct reason why;
	bool zoned;
	int bad = instant_parse(line, &usec, &zoned, &why);

	expect(instant_parse_row(memo, line, &by_row, &why) == bad);
	if (bad != 0)
		return;
	expect(by_row == usec);
	line = (struct span){ text, instant_format(text, usec) };
	expect(instant_parse(line, &again, &zoned, &why) == 0 && zoned && again == usec);
}

/* Each line is a time. They share a memo, as rows do. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct instant_memo memo = { 0 };
	const char *at = (const char *)data;
	const char *end = at + size;

	while (at < end) {
		const char *line_end = memchr(at, '\n', (size_t)(end - at));

		if (line_end == NULL)
			line_end = end;
		check(&memo, (struct span){ at, (size_t)(line_end - at) });
		at = line_end + 1;
	}
	return 0;
}
