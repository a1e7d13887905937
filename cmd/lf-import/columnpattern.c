#include "columnpattern.h"

bool
columnpattern_is(struct span text)
{
	return text.len > 0 && memchr(text.ptr, '*', text.len) != NULL;
}

/* Whether a pattern fits all of text; only its last * so far is ever tried anew. */
static bool
fits(struct span pattern, struct span text)
{
	size_t at = 0; /* in the pattern */
	size_t star = pattern.len; /* the last one passed */
	size_t last = 0; /* byte of the text that it stands for */

	for (size_t i = 0; i < text.len; i++) {
		if (at < pattern.len && pattern.ptr[at] == '*') {
			star = at++;
			last = i;
		} else if (at < pattern.len && pattern.ptr[at] == text.ptr[i]) {
			at++;
		} else if (star < pattern.len) {
			at = star + 1;
			i = ++last;
		} else {
			return false;
		}
	}
	return at == pattern.len;
}

bool
columnpattern_fits(struct span pattern, struct span text, struct span *first)
{
	const char *star = pattern.len == 0 ? NULL : memchr(pattern.ptr, '*', pattern.len);
	size_t before = star == NULL ? 0 : (size_t)(star - pattern.ptr);
	struct span rest;

	*first = (struct span){ text.ptr, 0 };
	if (star == NULL)
		return span_equal(pattern, text);
	if (text.len <= before || memcmp(text.ptr, pattern.ptr, before) != 0)
		return false;
	rest = span_skip(pattern, before + 1);
	for (size_t len = text.len - before; len > 0; len--)
		if (fits(rest, span_skip(text, before + len))) {
			*first = (struct span){ text.ptr + before, len };
			return true;
		}
	return false;
}
