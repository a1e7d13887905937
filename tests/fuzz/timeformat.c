/* Times by format. The input's first line is the format. */
#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"
#include "lf-import/timeformat.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is read can be written, and reads again as the same instant. */
static void
check(const struct reading *reading)
{
	char buf[INSTANT_TEXT_MAX];
	size_t len = instant_format(buf, reading->usec);
	struct reading again;

	if (!timeformat_read("iso", (struct span){ buf, len }, &again) ||
	    again.usec != reading->usec)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	const char *line = size > 0 ? memchr(text, '\n', size) : NULL;
	struct reading reading;
	struct reason why;
	char *format;

	if (line == NULL)
		return 0;
	format = mem_string((struct span){ text, (size_t)(line - text) });
	if (timeformat_check(format, &why) == 0 &&
	    timeformat_read(format,
		(struct span){ line + 1, size - (size_t)(line + 1 - text) }, &reading))
		check(&reading);
	free(format);
	return 0;
}
