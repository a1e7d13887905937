#include "base/diag.h"

#include "newestfirst.h"

void
newestfirst_lead(struct newestfirst *newest, struct span lead, uint64_t time)
{
	if (span_equal(lead, text_span(&newest->last_lead))) {
		newest->lead_differ += time != newest->last;
		newest->lead_earlier += time < newest->last;
		return;
	}
	newest->last_lead.len = 0;
	text_add(&newest->last_lead, lead);
}

/* Nine in ten. */
static bool
are_most(uint64_t some, uint64_t all)
{
	return some > 0 && all - some <= all / 10;
}

bool
newestfirst_matters(const struct newestfirst *newest)
{
	return newest->lead != TSV_NONE &&
	    (are_most(newest->earlier, newest->differ) ||
		are_most(newest->lead_earlier, newest->lead_differ));
}

void
newestfirst_doubt(const struct newestfirst *newest)
{
	if (are_most(newest->differ - newest->earlier, newest->differ))
		diag_note("the log looks oldest first: with --newest-first, "
			  "rows of equal times come in the reverse of their order");
}

static bool
equal_keys(struct keys *keys, struct span a, struct span b)
{
	uint64_t word = keys_first(keys, a);

	return word == keys_first(keys, b) && keys_order(keys, word, a, b) == 0;
}

void
newestfirst_row(struct newestfirst *newest, struct span row)
{
	struct text *before = &newest->before;
	bool fresh = true;

	if (newest->tied)
		return;
	if (newest->leads == NULL)
		newest->leads = map_new(2, 2);
	if (before->len > 0 && equal_keys(newest->keys, text_span(before), row)) {
		map_put(newest->leads, keys_field(text_span(before), newest->lead), &fresh);
		map_put(newest->leads, keys_field(row, newest->lead), &fresh);
	} else if (map_count(newest->leads) > 0) {
		map_clear(newest->leads);
	}
	newest->tied = !fresh;
	before->len = 0;
	text_room(before, row.len + KEYS_SLACK);
	text_add(before, row);
}

void
newestfirst_report(struct newestfirst *newest)
{
	if (newest->tied)
		diag_note(
		    "the log looks newest first, and rows of one lead have equal times: "
		    "with --newest-first these come in the order in which they happened");
	text_free(&newest->before);
	text_free(&newest->last_lead);
	if (newest->leads != NULL)
		map_free(newest->leads);
}
