#include <inttypes.h>

#include "base/diag.h"
#include "tsv/failure.h"

bool
failure_is(struct span text)
{
	size_t len = strlen(FAILURE_MARK);

	return text.len >= len && memcmp(text.ptr, FAILURE_MARK, len) == 0;
}

void
failure_check(const char *name, uint64_t line, struct span text)
{
	if (!failure_is(text))
		return;
	diag_pass_on(text);
	diag_data("%s:%" PRIu64 ": the program before failed: %.*s", name, line,
	    (int)text.len - 1, text.ptr + 1);
}
