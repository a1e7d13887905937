#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/text.h"
#include "time/instant.h"
#include "tsv/columnnames.h"
#include "tsv/filekind.h"

static int
compare(const void *a, const void *b)
{
	return span_compare(*(const struct span *)a, *(const struct span *)b);
}

/* Ends the program if the header line is in truth a row: a time is no name. */
static void
refuse_row(const struct list *columns, const char *where)
{
	struct reason ignored;
	int64_t usec;
	bool zoned;

	for (size_t i = 0; i < columns->count; i++)
		if (instant_parse(columns->item[i], &usec, &zoned, &ignored) == 0)
			diag_usage("%s: line 1 is a row, not a header line: if sort(1) moved "
				   "that, lf-sort keeps it first; if there is none, name the "
				   "columns with --columns",
			    where);
}

/* In byte order, equal names stand side by side. */
void
columnnames_once(const struct list *columns, const char *where)
{
	struct span *names = mem_new(columns->count, sizeof(*names));
	char quoted[QUOTED_MAX];

	if (columns->count > 0)
		memcpy(names, columns->item, columns->count * sizeof(*names));
	qsort(names, columns->count, sizeof(*names), compare);
	for (size_t i = 1; i < columns->count; i++)
		if (span_equal(names[i - 1], names[i])) {
			refuse_row(columns, where);
			diag_usage("%s: column %s occurs twice", where,
			    quote(quoted, names[i]));
		}
	free(names);
}

/* Ends the program if the header line is that of a file of another kind. */
static void
check_kind(const struct list *columns, const char *where)
{
	struct span first = columns->count > 0 ? columns->item[0] : span_of("");
	const char *kind = filekind_of_bytes(first);

	if (kind == NULL)
		kind = filekind_of_text(first);
	if (kind != NULL)
		diag_usage("%s: %s", where, kind);
}

/* Whether a header line of one column is in truth one of CSV. */
static bool
looks_like_csv(const struct list *columns)
{
	const struct span *only = columns->item;

	return columns->count == 1 && only->len > 0 &&
	    (memchr(only->ptr, ',', only->len) != NULL ||
		memchr(only->ptr, ';', only->len) != NULL);
}

void
columnnames_lacks(const struct list *columns, struct span name, const char *where)
{
	struct text advice = { NULL, 0, 0 };
	char quoted[QUOTED_MAX], header[QUOTED_MAX];

	check_kind(columns, where);
	if (looks_like_csv(columns))
		diag_usage("%s: no column %s; this is CSV, which lf-import reads: %s",
		    where, quote(quoted, name), quote(header, columns->item[0]));
	refuse_row(columns, where);
	nearest_advise(&advice, columns, name);
	diag_usage("%s: no column %s; %.*s", where, quote(quoted, name), (int)advice.len,
	    advice.ptr);
}

size_t *
columnnames_only(const struct list *columns, const char *only, size_t *count)
{
	struct list names = list_parse(only);
	size_t *places = mem_new(names.count, sizeof(*places));

	columnnames_once(&names, "--only");
	for (size_t i = 0; i < names.count; i++) {
		long place = list_find(columns, names.item[i]);

		if (place < 0)
			columnnames_lacks(columns, names.item[i], "--only");
		places[i] = (size_t)place;
	}
	*count = names.count;
	list_free(&names);
	return places;
}
