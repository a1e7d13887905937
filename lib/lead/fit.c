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
	fit->asked = true;
	fit->fitted = fits;
	if (fit->values == NULL)
		fit->values = names_new();
	if (names_count(fit->values) < VALUES_MAX)
		names_id(fit->values, value);
}

void
fit_free(struct fit *fit)
{
	if (fit->values != NULL)
		names_free(fit->values);
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
	struct list values;

	if (!fit_failed(fit))
		return;
	values.count = names_count(fit->values);
	values.item = mem_new(values.count, sizeof(*values.item));
	for (uint32_t i = 0; i < values.count; i++)
		values.item[i] = names_text(fit->values, i + 1);
	qsort(values.item, values.count, sizeof(*values.item), compare);
	if (values.count > 0) {
		text_add(&advice, span_of("; "));
		nearest_advise(&advice, &values, pattern);
	}
	diag_note("%s: no row fits '%.*s'%.*s", where, (int)text.len, text.ptr,
	    (int)advice.len, advice.len > 0 ? advice.ptr : "");
	text_free(&advice);
	free(values.item);
}
