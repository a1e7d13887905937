#include "base/diag.h"
#include "base/text.h"
#include "tsv/header.h"

void
header_once(const struct list *columns, const char *where)
{
	char quoted[QUOTED_MAX];

	for (size_t i = 0; i < columns->count; i++) {
		struct list before = { columns->item, i };

		if (list_find(&before, columns->item[i]) >= 0)
			diag_usage("%s: column %s occurs twice", where,
			    quote(quoted, columns->item[i]));
	}
}

void
header_lacks(const struct list *columns, struct span name, const char *where)
{
	struct text all = { NULL, 0, 0 };
	char quoted[QUOTED_MAX];

	for (size_t i = 0; i < columns->count; i++) {
		text_add(&all, span_of(i > 0 ? ", " : ""));
		text_add(&all, columns->item[i]);
	}
	diag_usage("%s: no column %s; there are: %.*s", where, quote(quoted, name),
	    (int)all.len, all.ptr);
}
