#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "time/civil.h"

#include "gaps.h"
#include "listing.h"

/* Months are numbered from January of year 0. */
static int64_t
month_of(int64_t day)
{
	struct civil date = civil_date(day);

	return date.year * 12 + date.month - 1;
}

/* How many more rows cover each month, from first to last, than the month before. */
static int64_t *
count_changes(const struct ledger *ledger, int64_t first, int64_t last)
{
	int64_t *changes = mem_new((size_t)(last - first + 2), sizeof(*changes));

	for (size_t i = 0; i < ledger->count; i++) {
		const struct spending *item = &ledger->item[i];

		changes[month_of(item->first) - first]++;
		changes[month_of(item->first + item->days - 1) - first + 1]--;
	}
	return changes;
}

static void
add_months(struct listing *listing, int64_t from, int64_t until)
{
	char text[64];
	int len = snprintf(
	    text, sizeof(text), "%04d-%02d", (int)(from / 12), (int)(from % 12) + 1);

	if (until > from)
		snprintf(text + len, sizeof(text) - (size_t)len, " to %04d-%02d",
		    (int)(until / 12), (int)(until % 12) + 1);
	listing_add(listing, span_of(text));
}

/* Adds the months, from first to last, that no row covers. */
static void
list_gaps(struct listing *listing, const struct ledger *ledger, int64_t first, int64_t last)
{
	int64_t *changes = count_changes(ledger, first, last);
	int64_t covered = first; /* the last month that is, so far */
	int64_t rows = 0;

	for (int64_t month = first; month <= last; month++) {
		rows += changes[month - first];
		if (rows == 0)
			continue;
		if (month > covered + 1)
			add_months(listing, covered + 1, month - 1);
		covered = month;
	}
	free(changes);
}

void
gaps_note(const struct ledger *ledger)
{
	struct listing listing = { 0 };

	if (ledger->count == 0)
		return;
	list_gaps(&listing, ledger, month_of(ledger->first), month_of(ledger->last));
	if (listing.count > 0)
		diag_note("no row of the ledger covers %s", listing_end(&listing));
	listing_free(&listing);
}
