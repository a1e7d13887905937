#include "range.h"

void
range_find(struct range *range, struct calendar *calendar, int64_t until)
{
	int64_t end = range->end < until ? range->end : until - 1;

	if (range->begin < INSTANT_END)
		range->first = calendar_at(calendar, range->begin);
	if (range->end > INSTANT_MIN)
		range->last = calendar_at(calendar, end);
}

void
range_add_first(struct range *range, int64_t period)
{
	if (period < range->first)
		range->first = period;
}

void
range_add_last(struct range *range, int64_t period)
{
	if (period > range->last)
		range->last = period;
}
