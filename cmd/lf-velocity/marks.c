#include <stdlib.h>

#include "marks.h"

enum mark { MARK_FIRST, MARK_LAST, MARK_STAGE, MARKS };

static const char *const words[MARKS] = { "first", "last", "stage" };

/* period is NULL for none, and so may stage be empty. */
static void
put_mark(
    const struct partial *state, enum mark mark, const int64_t *period, struct span stage)
{
	struct report *report = state->report;
	struct out *out = &report->out;

	if (period != NULL)
		report_put_period(report, out, *period);
	for (size_t i = period != NULL; i <= report->groups.count; i++)
		out_char(out, '\t');
	out_span(out, stage);
	out_char(out, '\t');
	out_text(out, words[mark]);
	out_char(out, '\t');
	partial_put(state, NULL);
}

void
marks_put(
    const struct partial *state, const struct range *range, const struct stages *stages)
{
	const struct names *names = state->report->names;
	const struct span none = { "", 0 };
	uint32_t *order = stages_order(stages, names);

	if (range->first < INT64_MAX)
		put_mark(state, MARK_FIRST, &range->first, none);
	if (range->last > INT64_MIN)
		put_mark(state, MARK_LAST, &range->last, none);
	for (uint32_t i = 0; i < names_count(names); i++)
		put_mark(state, MARK_STAGE, NULL, names_text(names, order[i]));
	free(order);
}

bool
marks_take(struct partial *state, const struct row *row, struct range *range)
{
	struct span word = partial_key(state, row, KEY_SECONDS);

	if (span_equal(word, span_of(words[MARK_STAGE])))
		names_id(state->report->names, partial_key(state, row, KEY_STAGE));
	else if (span_equal(word, span_of(words[MARK_FIRST])))
		range_add_first(range, partial_period(state, row));
	else if (span_equal(word, span_of(words[MARK_LAST])))
		range_add_last(range, partial_period(state, row));
	else
		return false;
	return true;
}
