#include <inttypes.h>
#include <stdio.h>
#include <strings.h>

#include "base/diag.h"
#include "base/text.h"

#include "fieldchoice.h"

void
fieldchoice_take(struct fieldchoice *choice, struct span field)
{
	if (choice->names == NULL)
		choice->names = names_new();
	names_id(choice->names, field);
}

static bool
has_word(struct span name, const char *word)
{
	size_t len = strlen(word);

	for (size_t i = 0; i + len <= name.len; i++)
		if (strncasecmp(name.ptr + i, word, len) == 0)
			return true;
	return false;
}

/* The field to be chosen, most likely: the first whose name says so, or the first one. */
static uint32_t
likely(const struct names *names)
{
	for (uint32_t i = 1; i <= names_count(names); i++)
		if (has_word(names_text(names, i), "stage") ||
		    has_word(names_text(names, i), "status"))
			return i;
	return 1;
}

void
fieldchoice_report(const struct fieldchoice *choice, struct span column)
{
	struct names *names = choice->names;
	char one[QUOTED_MAX], two[QUOTED_MAX], option[QUOTED_MAX];
	struct text text = { NULL, 0, 0 };
	uint32_t first;

	if (names == NULL || names_count(names) < 2)
		return;
	first = likely(names);
	text_add(&text, column);
	text_add(&text, span_of("="));
	text_add(&text, names_text(names, first));
	diag_note("rows of %" PRIu32 " fields, such as %s and %s: choose one by --where %s",
	    names_count(names), quote(one, names_text(names, first)),
	    quote(two, names_text(names, first == 1 ? 2 : 1)),
	    quote(option, text_span(&text)));
	text_free(&text);
}

void
fieldchoice_free(struct fieldchoice *choice)
{
	if (choice->names != NULL)
		names_free(choice->names);
}
