#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "lead/fit.h"

/* That many values are kept: one more than a message lists. */
enum { VALUES_MAX = 41 };

void
fit_look(struct fit *fit, struct span value, bool fits)
{
	struct list *values = &fit->values;

	fit->asked = true;
	fit->fitted = fits;
	if (value.len == 0 || values->count == VALUES_MAX || list_find(values, value) >= 0)
		return;
	values->item = mem_resize(values->item, values->count + 1, sizeof(*values->item));
	values->item[values->count++] = (struct span){ mem_string(value), value.len };
}

void
fit_free(struct fit *fit)
{
	for (size_t i = 0; i < fit->values.count; i++)
		free((void *)(uintptr_t)fit->values.item[i].ptr);
	free(fit->values.item);
}

static int
compare(const void *a, const void *b)
{
	return span_compare(*(const struct span *)a, *(const struct span *)b);
}

void
fit_report(const struct fit *fit, const char *where, struct span text, struct span pattern)
{
	struct text advice = { NULL, 0, 0 };

	if (!fit_failed(fit))
		return;
	if (fit->values.count > 0) {
		qsort(fit->values.item, fit->values.count, sizeof(*fit->values.item), compare);
		text_add(&advice, span_of("; "));
		nearest_advise(&advice, &fit->values, pattern);
	}
	diag_note("%s: no row fits '%.*s'%.*s", where, (int)text.len, text.ptr,
	    (int)advice.len, advice.len > 0 ? advice.ptr : "");
	text_free(&advice);
}
