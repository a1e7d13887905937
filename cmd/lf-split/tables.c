#include <string.h>

#include "tables.h"

/* Columns that stand side by side in one report alone. */
static const char *const figures[] = {
	"n\topen\tmean", /* lf-velocity */
	"lead\tsince\tsojourn\tpassed", /* lf-aging, and its --summary */
	"open\toldest\tp50",
	"entered\treached\topen\tgone", /* lf-funnel, and its --within */
	"within\tentered\tobserved",
	"opening\tinflow\toutflow", /* lf-flow */
	"handed\taccepted\trejected\tpending", /* lf-accept */
	"leads\tspend\tcost_per_lead", /* lf-cost */
	"moves\tshare\tlift", /* lf-drivers */
	"already\texpected\tp15", /* lf-forecast, and its --backtest */
	"origins\tmae\tnaive",
	"check\tn\tshare", /* lf-check */
};

/* Where whole columns of that name, or of several with TABs between, begin; or NULL. */
static const char *
find(struct span header, struct span columns)
{
	const char *end = header.ptr + header.len;
	const char *at = header.ptr;

	while ((size_t)(end - at) >= columns.len) {
		if (memcmp(at, columns.ptr, columns.len) == 0 &&
		    (at + columns.len == end || at[columns.len] == '\t'))
			return at;
		at = memchr(at, '\t', (size_t)(end - at));
		if (at == NULL)
			break;
		at++;
	}
	return NULL;
}

bool
tables_report(struct span header, struct span dealt)
{
	for (size_t i = 0; i < sizeof(figures) / sizeof(figures[0]); i++) {
		const char *at = find(header, span_of(figures[i]));
		const char *by = find(header, dealt);

		if (at != NULL)
			return by == NULL || by >= at;
	}
	return false;
}
