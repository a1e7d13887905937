#include <string.h>

#include "footer.h"

void
footer_init(struct footer *footer, const char *pattern)
{
	*footer = (struct footer){ .glob = NULL };
	if (pattern == NULL)
		return;
	footer->glob = glob_new(span_of(pattern), (struct span){ "", 0 });
	footer->any = strcmp(pattern, "*") == 0;
}

void
footer_free(struct footer *footer)
{
	glob_free(footer->glob);
}

void
footer_restart(struct footer *footer)
{
	footer->begun = false;
}

/* Takes the first field off a record, without its quotation marks. */
static struct span
take_first(struct span *record, char delimiter)
{
	bool quoted = span_take_char(record, '"');
	struct span field = *record;

	for (field.len = 0; field.len < record->len; field.len++)
		if (record->ptr[field.len] == (quoted ? '"' : delimiter))
			break;
	*record = span_skip(*record, field.len);
	if (quoted)
		span_take_char(record, '"');
	return field;
}

/* Whether nothing but empty fields is left of a record. */
static bool
is_empty(struct span record, char delimiter)
{
	for (size_t i = 0; i < record.len; i++)
		if (record.ptr[i] != delimiter && record.ptr[i] != '"' &&
		    record.ptr[i] != ' ')
			return false;
	return true;
}

bool
footer_has(struct footer *footer, struct span record, char delimiter, bool after_blank)
{
	struct span first;

	if (footer->glob == NULL || (footer->any && !after_blank && !footer->begun))
		return false;
	first = take_first(&record, delimiter);
	if (first.len == 0 || !is_empty(record, delimiter))
		return false;
	footer->begun = footer->begun || glob_match(footer->glob, first);
	return footer->begun;
}
