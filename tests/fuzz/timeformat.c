/* Times by format. The input's first line is the format. */
#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"
#include "lf-import/isotime.h"
#include "lf-import/timeformat.h"
#include "lf-import/timeguess.h"
#include "time/instant.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is read can be written, and reads again as the same instant. */
static void
check_reading(const struct reading *reading)
{
	char buf[INSTANT_TEXT_MAX];
	size_t len = instant_format(buf, reading->usec);
	struct reading again;

	if (!timeformat_read("iso", NULL, (struct span){ buf, len }, &again) ||
	    again.usec != reading->usec)
		abort();
}

/* A time that is looked up is the one that is parsed. */
static void
check_iso(struct span text)
{
	static struct instant_memo memo;
	struct reading looked, parsed;
	bool found = isotime_read(&memo, text, &looked);

	if (isotime_read(NULL, text, &parsed) != found)
		abort();
	if (found &&
	    (looked.usec != parsed.usec || looked.zoned != parsed.zoned ||
		looked.day != parsed.day))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	const char *line = size > 0 ? memchr(text, '\n', size) : NULL;
	char guess[TIMEGUESS_MAX];
	struct reading reading;
	struct reason why;
	struct span time;
	char *format;

	if (line == NULL)
		return 0;
	format = mem_string((struct span){ text, (size_t)(line - text) });
	time = (struct span){ line + 1, size - (size_t)(line + 1 - text) };
	if (timeformat_check(format, &why) == 0 &&
	    timeformat_read(format, NULL, time, &reading))
		check_reading(&reading);
	check_iso(time);
	timeguess(guess, NULL, time);
	free(format);
	return 0;
}
