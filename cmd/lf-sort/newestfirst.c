#include "base/diag.h"

#include "newestfirst.h"

bool
newestfirst_matters(const struct newestfirst *newest)
{
	/* Nine in ten. */
	return newest->lead != TSV_NONE && newest->earlier > 0 &&
	    newest->differ - newest->earlier <= newest->differ / 10;
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
	if (newest->leads != NULL)
		map_free(newest->leads);
}
