#include "base/map.h"
#include "report/durations.h"
#include "time/instant.h"

#include "compare.h"

void
compare_begin(struct compare *compare, enum compare_kind kind, struct calendar *calendar,
    int64_t seen_from, bool to_date)
{
	*compare = (struct compare){ .kind = kind,
		.calendar = calendar,
		.seen_from = seen_from,
		.given = seen_from < INSTANT_END,
		.times = to_date ? cells_new(sizeof(struct durations)) : NULL };
}

void
compare_free(struct compare *compare)
{
	struct map_cursor cursor = { 0 };
	struct durations *set;

	if (compare->times == NULL)
		return;
	while ((set = map_next(compare->times->cells, &cursor)) != NULL)
		durations_free(set);
	cells_free(compare->times);
}

void
compare_take(
    struct compare *compare, int64_t usec, int64_t period, uint32_t group, uint32_t stage)
{
	if (!compare->given && usec < compare->seen_from)
		compare->seen_from = usec;
	if (compare->times != NULL)
		durations_add(cells_put(compare->times, period, group, stage),
		    usec - calendar_start(compare->calendar, period), false, 1);
}

bool
compare_needs(const struct compare *compare, int64_t as_of, int64_t period)
{
	int64_t cut = calendar_at(compare->calendar, as_of);
	int64_t before;

	return period == cut - 1 ||
	    (calendar_year_before(compare->calendar, cut, &before) && period == before);
}

bool
compare_find(const struct compare *compare, int64_t period, int64_t *other)
{
	*other = period - 1;
	if (compare->kind == COMPARE_YEAR &&
	    !calendar_year_before(compare->calendar, period, other))
		return false;
	return calendar_start(compare->calendar, *other) >= compare->seen_from;
}

/* Whether the log ends before the period does. */
static bool
is_cut(const struct compare *compare, int64_t period)
{
	return calendar_start(compare->calendar, period + 1) > compare->as_of;
}

bool
compare_changes(const struct compare *compare, int64_t period)
{
	return compare->times != NULL || !is_cut(compare, period);
}

int64_t
compare_inflow(const struct compare *compare, int64_t period, int64_t other, uint32_t group,
    uint32_t stage, int64_t all)
{
	int64_t passed = compare->as_of - calendar_start(compare->calendar, period);
	struct tally batch[WALK_BATCH];
	struct durations *set;
	struct walk walk;
	size_t count;
	int64_t inflow = 0;

	if (compare->times == NULL || !is_cut(compare, period))
		return all;
	set = cells_find(compare->times, other, group, stage);
	if (set == NULL)
		return 0;
	walk_begin(&walk, set);
	while ((count = walk_next(&walk, batch)) > 0)
		for (size_t i = 0; i < count && tally_usec(&batch[i]) <= passed; i++)
			inflow += (int64_t)batch[i].count;
	return inflow;
}
