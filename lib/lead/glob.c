#include <fnmatch.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "lead/glob.h"

struct glob {
	char *pattern;
	size_t len;
	bool plain; /* it has no special character: it matches only itself */
	struct span separator;
	struct text text; /* with a NUL after it, as fnmatch needs it */
};

/*
 * Takes a bracket expression after its '[', as POSIX has it (XCU 2.13.1): a ']' that comes
 * first is one of its characters, as is any within [: :], [. .] or [= =].
 */
static bool
take_bracket(struct span *left)
{
	bool first = true;

	if (!span_take_char(left, '!'))
		span_take_char(left, '^');
	for (; left->len > 0; first = false) {
		char c = *left->ptr;
		char next = left->len > 1 ? left->ptr[1] : '\0';

		*left = span_skip(*left, 1);
		if (c == ']' && !first)
			return true;
		if (c == '\\' && left->len > 0)
			*left = span_skip(*left, 1);
		if (c != '[' || (next != ':' && next != '.' && next != '='))
			continue;
		do
			*left = span_skip(*left, 1);
		while (left->len > 1 && (left->ptr[0] != next || left->ptr[1] != ']'));
		*left = span_skip(*left, left->len < 2 ? left->len : 2);
	}
	return false;
}

int
glob_check(struct span pattern, struct reason *why)
{
	struct span left = pattern;

	while (left.len > 0) {
		char c = *left.ptr;

		left = span_skip(left, 1);
		if (c == '\\' && left.len == 0)
			return fail_quoted(why, pattern,
			    "ends with a backslash, which makes the next character one "
			    "that stands for itself");
		if (c == '\\')
			left = span_skip(left, 1);
		else if (c == '[' && !take_bracket(&left))
			return fail_quoted(why, pattern,
			    "has a [ that no ] ends; write \\[ if it stands for itself");
	}
	return 0;
}

struct glob *
glob_new(struct span pattern, struct span separator)
{
	struct glob *glob = mem_new(1, sizeof(*glob));

	glob->pattern = mem_string(pattern);
	glob->len = strlen(glob->pattern);
	glob->plain = glob->pattern[strcspn(glob->pattern, "*?[\\")] == '\0';
	glob->separator = separator;
	return glob;
}

void
glob_free(struct glob *glob)
{
	if (glob == NULL)
		return;
	free(glob->pattern);
	text_free(&glob->text);
	free(glob);
}

static bool
match_text(struct glob *glob, struct span text)
{
	if (glob->plain)
		return span_equal(text, (struct span){ glob->pattern, glob->len });
	if (text.len > 0 && memchr(text.ptr, '\0', text.len) != NULL)
		return false;
	glob->text.len = 0;
	text_add(&glob->text, text);
	glob->text.ptr[text.len] = '\0';
	return fnmatch(glob->pattern, glob->text.ptr, 0) == 0;
}

/* The place of the first separator in text, or text.len. */
static size_t
find_separator(struct span text, struct span separator)
{
	for (size_t i = 0; i + separator.len <= text.len; i++)
		if (memcmp(text.ptr + i, separator.ptr, separator.len) == 0)
			return i;
	return text.len;
}

bool
glob_match(struct glob *glob, struct span field)
{
	if (glob->separator.len == 0)
		return match_text(glob, field);
	for (;;) {
		size_t len = find_separator(field, glob->separator);

		if (match_text(glob, (struct span){ field.ptr, len }))
			return true;
		if (len == field.len)
			return false;
		field = span_skip(field, len + glob->separator.len);
	}
}

struct span
glob_list_column(const char *list)
{
	struct span column = { list, strcspn(list, "=") };

	if (column.len == 0 || strcmp(list + column.len, "=") == 0)
		diag_usage("--list: '%s' is not of the form COL or COL=SEPARATOR", list);
	return column;
}

struct span
glob_separator(const struct texts *lists, struct span column)
{
	struct span found = { "", 0 };

	for (size_t i = 0; i < lists->count; i++) {
		const char *list = lists->item[i];
		struct span name = glob_list_column(list);

		if (span_equal(name, column))
			found = span_of(list[name.len] == '=' ? list + name.len + 1 : ";");
	}
	return found;
}
