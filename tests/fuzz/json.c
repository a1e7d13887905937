/* The reader of flat JSON objects. The input's first line is the key. */
#include <stdint.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "lf-import/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span text = { (const char *)data, size };
	const char *line = size > 0 ? memchr(data, '\n', size) : NULL;
	struct text buf = { NULL, 0, 0 };
	struct span value;
	struct reason why = { "" };

	/* lf-import passes on nothing but UTF-8. */
	if (line == NULL || utf8_valid(text) < size)
		return 0;
	if (json_value((struct span){ line + 1, size - (size_t)(line + 1 - text.ptr) },
		(struct span){ text.ptr, (size_t)(line - text.ptr) }, &buf, &value,
		&why) != 0) {
		if (why.text[0] == '\0')
			abort();
	} else if (utf8_valid(value) < value.len) {
		abort();
	}
	text_free(&buf);
	return 0;
}
