#include <inttypes.h>
#include <stdio.h>

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

/* A file of fewer changes of time may have them in falling order by chance. */
enum { CHANGES_LEAST = 3 };

static bool
looks_newest(uint64_t earlier, uint64_t differ)
{
	return differ >= CHANGES_LEAST && are_most(earlier, differ);
}

void
newestfirst_end_file(struct newestfirst *newest, const char *name)
{
	const struct newestfirst_order *begun = &newest->begun;
	uint64_t differ = newest->differ - begun->differ;
	uint64_t earlier = newest->earlier - begun->earlier;

	if (looks_newest(earlier, differ) ||
	    looks_newest(newest->lead_earlier - begun->lead_earlier,
		newest->lead_differ - begun->lead_differ)) {
		if (newest->falling < NEWESTFIRST_NAMED) {
			text_add(&newest->names, span_of(newest->falling > 0 ? ", " : ""));
			text_add(&newest->names, span_of(name));
		}
		newest->falling++;
	} else if (differ > 0 && !are_most(earlier, differ)) {
		newest->others++;
	}
	newest->begun = (struct newestfirst_order){ newest->differ, newest->earlier,
		newest->lead_differ, newest->lead_earlier };
	newest->last = 0;
	newest->last_lead.len = 0;
}

/* Whether some files are newest first, and others are not. */
static bool
is_mixed(const struct newestfirst *newest)
{
	return newest->falling > 0 && newest->others > 0;
}

/* The files that are newest first, as a message names them: "a.tsv looks". */
static struct span
name_files(struct newestfirst *newest)
{
	struct text *names = &newest->names;
	char more[64];

	if (newest->falling > NEWESTFIRST_NAMED) {
		snprintf(more, sizeof(more), " and %" PRIu64 " more",
		    newest->falling - NEWESTFIRST_NAMED);
		text_add(names, span_of(more));
	}
	text_add(names, span_of(newest->falling > 1 ? " look" : " looks"));
	return text_span(names);
}

bool
newestfirst_matters(const struct newestfirst *newest)
{
	return newest->lead != TSV_NONE &&
	    (is_mixed(newest) || are_most(newest->earlier, newest->differ) ||
		are_most(newest->lead_earlier, newest->lead_differ));
}

void
newestfirst_doubt(struct newestfirst *newest)
{
	struct span files;

	if (is_mixed(newest)) {
		files = name_files(newest);
		diag_note(
		    "of the files, only %.*s newest first: with --newest-first, rows of "
		    "equal times in the others come in the reverse of their order; sort "
		    "these apart",
		    (int)files.len, files.ptr);
	} else if (are_most(newest->differ - newest->earlier, newest->differ)) {
		diag_note("the log looks oldest first: with --newest-first, "
			  "rows of equal times come in the reverse of their order");
	}
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

static void
report_ties(struct newestfirst *newest)
{
	struct span files;

	if (is_mixed(newest)) {
		files = name_files(newest);
		diag_note("of the files, only %.*s newest first, and rows of one lead have "
			  "equal times: bring each of these in order with lf-sort "
			  "--newest-first, and give that in its place",
		    (int)files.len, files.ptr);
		return;
	}
	diag_note("the log looks newest first, and rows of one lead have equal times: "
		  "with --newest-first these come in the order in which they happened");
}

void
newestfirst_report(struct newestfirst *newest)
{
	if (newest->tied)
		report_ties(newest);
	text_free(&newest->names);
	text_free(&newest->before);
	text_free(&newest->last_lead);
	if (newest->leads != NULL)
		map_free(newest->leads);
}
