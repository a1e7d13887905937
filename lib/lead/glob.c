#include <fnmatch.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "lead/glob.h"

struct glob {
	char *pattern;
	size_t len;
	bool plain; /* it has no special character: it matches only itself */
	bool nul; /* it has a NUL */
	struct span separator;
	struct text text; /* with a NUL after it, as fnmatch needs it */
	struct text stood; /* the pattern in the same way, another byte for each NUL */
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
	glob->len = pattern.len;
	glob->plain = true;
	for (size_t i = 0; i < glob->len; i++)
		if (glob->pattern[i] == '\0')
			glob->nul = true;
		else if (strchr("*?[\\", glob->pattern[i]) != NULL)
			glob->plain = false;
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
	text_free(&glob->stood);
	free(glob);
}

static bool
has_byte(struct span text, char c)
{
	return text.len > 0 && memchr(text.ptr, c, text.len) != NULL;
}

/* text, with c for each NUL and a NUL after it. */
static const char *
stand_in(struct text *to, struct span text, char c)
{
	to->len = 0;
	text_add(to, text);
	for (size_t i = 0; i < to->len; i++)
		if (to->ptr[i] == '\0')
			to->ptr[i] = c;
	text_add(to, (struct span){ "", 1 });
	return to->ptr;
}

/*
 * To fnmatch a NUL is the end. A control character, as NUL is one, stands in for it: one
 * that neither the pattern nor the text has.
 */
static bool
match_nul(struct glob *glob, struct span text)
{
	struct span pattern = { glob->pattern, glob->len };
	char c = 1;

	while (has_byte(pattern, c) || has_byte(text, c))
		if (c++ == 31)
			return false;
	return fnmatch(stand_in(&glob->stood, pattern, c), stand_in(&glob->text, text, c),
		   0) == 0;
}

static bool
match_text(struct glob *glob, struct span text)
{
	if (glob->plain)
		return span_equal(text, (struct span){ glob->pattern, glob->len });
	if (glob->nul || has_byte(text, '\0'))
		return match_nul(glob, text);
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
