/* Durations: what is taken is what a loop over the text makes of it, and reads again. */
#include <stdint.h>
#include <stdlib.h>

#include "base/text.h"
#include "time/duration.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
expect(bool truth)
{
	if (!truth)
		abort();
}

/* 1d12h: numbers, each with a letter. -1 if it is none, or does not fit. */
static int
naive_duration(struct span text, int64_t *usec)
{
	static const char letters[] = "smhdw";
	static const int64_t seconds[] = { 1, 60, 3600, 86400, 604800 };
	__extension__ unsigned __int128 sum = 0, number = 0;
	size_t digits = 0;

	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		const char *letter = memchr(letters, c, sizeof(letters) - 1);

		if (c >= '0' && c <= '9') {
			number = number * 10 + (unsigned)(c - '0');
			digits++;
			if (number > UINT64_MAX)
				return -1;
			continue;
		}
		if (letter == NULL || digits == 0)
			return -1;
		sum += number * (uint64_t)(seconds[letter - letters] * USEC_PER_SEC);
		if (sum > INT64_MAX)
			return -1;
		number = 0;
		digits = 0;
	}
	*usec = (int64_t)sum;
	return text.len == 0 || digits > 0 ? -1 : 0;
}

static void
check_duration(struct span text)
{
	struct reason why = { "" };
	int64_t usec = 0, wanted = 0;
	int bad = duration_parse(text, MEASURE_WHOLE, &usec, &why);

	expect(bad == naive_duration(text, &wanted));
	expect(bad == 0 ? usec == wanted : why.text[0] != '\0');
}

/* Both parsers agree, and what is written is read back. */
static void
check_seconds(struct span text)
{
	struct reason why = { "" };
	char buf[SECONDS_TEXT_MAX];
	int64_t usec = 0, by_row = 0;
	int bad = seconds_parse(text, &usec, &why);

	expect(bad == 0 || why.text[0] != '\0');
	expect(seconds_parse_row(text, &by_row, &why) == bad);
	if (bad != 0)
		return;
	expect(by_row == usec);
	if (usec < 0)
		return;
	text = (struct span){ buf, seconds_format(buf, usec) };
	expect(seconds_parse(text, &by_row, &why) == 0 && by_row == usec);
}

/* Each line is one. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text copy = { NULL, 0, 0 };
	struct span left, line;

	/* Rows have eight bytes after any field. */
	text_add(&copy, (struct span){ (const char *)data, size });
	text_add(&copy, span_of("\n\n\n\n\n\n\n\n"));
	left = (struct span){ copy.ptr, size };
	while (span_take(&left, '\n', &line)) {
		check_duration(line);
		check_seconds(line);
	}
	text_free(&copy);
	return 0;
}
