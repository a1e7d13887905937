#include "base/trim.h"

/* A no-break space, in UTF-8. */
#define NBSP "\xc2\xa0"
enum { NBSP_LEN = sizeof(NBSP) - 1 };

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

struct span
trim(struct span text)
{
	for (;;) {
		const char *end = text.ptr + text.len;

		if (text.len > 0 && is_blank(*text.ptr))
			text = span_skip(text, 1);
		else if (text.len >= NBSP_LEN && memcmp(text.ptr, NBSP, NBSP_LEN) == 0)
			text = span_skip(text, NBSP_LEN);
		else if (text.len > 0 && is_blank(end[-1]))
			text.len--;
		else if (text.len >= NBSP_LEN &&
		    memcmp(end - NBSP_LEN, NBSP, NBSP_LEN) == 0)
			text.len -= NBSP_LEN;
		else
			return text;
	}
}
