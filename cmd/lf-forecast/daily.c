#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#include "daily.h"

enum { WEEK = 7 };

void
daily_init(struct daily *daily, const struct history *history, struct stays stays)
{
	int64_t end = history_day(history->as_of) + 1;
	size_t row = history->stages + 1;
	size_t cells;

	*daily =
	    (struct daily){ .days = { history->first, end }, .stages = history->stages };
	if (daily->days.first > end)
		daily->days.first = end;
	cells = (size_t)(end - daily->days.first) * row;
	daily->entered = mem_new(cells, sizeof(*daily->entered));
	daily->fresh = mem_new(cells, sizeof(*daily->fresh));
	for (size_t i = 0; i < stays.count; i++) {
		const struct stay *stay = &stays.at[i];
		size_t cell;

		if (stay->to == 0 || stay->left < daily->days.first)
			continue;
		cell = (size_t)(stay->left - daily->days.first) * row + stay->to;
		daily->entered[cell]++;
		daily->fresh[cell] += stay->from == 0;
	}
}

void
daily_free(struct daily *daily)
{
	free(daily->entered);
	free(daily->fresh);
}

struct days
daily_clip(const struct daily *daily, struct days days)
{
	if (days.first < daily->days.first)
		days.first = daily->days.first;
	if (days.end > daily->days.end)
		days.end = daily->days.end;
	return days;
}

void
daily_entries(const struct daily *daily, struct days days, double *entries)
{
	days = daily_clip(daily, days);
	for (uint32_t stage = 0; stage <= daily->stages; stage++)
		entries[stage] = 0;
	for (int64_t day = days.first; day < days.end; day++)
		for (uint32_t stage = 1; stage <= daily->stages; stage++)
			entries[stage] += daily_on(daily, daily->entered, day)[stage];
}

void
daily_swing(const struct daily *daily, int64_t end, double *swing)
{
	size_t row = daily->stages + 1;
	double *sums = mem_new(4 * row, sizeof(*sums));
	double *total = sums + row, *week = total + row, *after = week + row;
	size_t count = 0;

	for (; end - WEEK >= daily->days.first; end -= WEEK, count++) {
		daily_entries(daily, (struct days){ end - WEEK, end }, week);
		for (size_t stage = 1; stage < row; stage++) {
			total[stage] += week[stage];
			if (count > 0)
				sums[stage] += (week[stage] - after[stage]) *
				    (week[stage] - after[stage]);
		}
		memcpy(after, week, row * sizeof(*after));
	}
	for (size_t stage = 1; stage < row; stage++) {
		double weeks = (double)count;
		double poisson = 2 * (weeks - 1) * (total[stage] / weeks);

		swing[stage] =
		    count > 1 && sums[stage] > poisson ? sqrt(sums[stage] / poisson) : 1;
	}
	free(sums);
}
