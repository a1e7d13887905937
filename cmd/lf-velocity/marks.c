#include "marks.h"

static void
put_mark(struct partial *state, size_t kept, int64_t period)
{
	const struct partial_row row = { .period = period, .kept = kept, .count = 1 };

	partial_put(state, &row);
}

void
marks_put(struct partial *state, const struct range *range, size_t first)
{
	if (range->first < INT64_MAX)
		put_mark(state, first, range->first);
	if (range->last > INT64_MIN)
		put_mark(state, first + 1, range->last);
}

bool
marks_take(const struct partial_row *row, struct range *range, size_t first)
{
	if (row->kept == first)
		range_add_first(range, row->period);
	else if (row->kept == first + 1)
		range_add_last(range, row->period);
	else
		return false;
	return true;
}
