#include <stdlib.h>

#include "summary.h"

/* Without --stuck, millionths. */
enum { STUCK_DEFAULT = 50000 };

/* The open visits of a stage and group, and the sojourns in the middle of all. */
struct summary {
	uint64_t stuck, overdue;
	int64_t oldest, low, high;
};

/* paces are by sojourn, `open` visits in all. */
static struct summary
sum_up(const struct pace *paces, size_t count, uint64_t open, int64_t limit, int64_t sla)
{
	struct summary summary = { .oldest = paces[count - 1].sojourn };
	uint64_t before = 0;

	for (size_t i = 0; i < count; before += paces[i++].count) {
		uint64_t through = before + paces[i].count;

		if (pace_is_stuck(&paces[i], limit))
			summary.stuck += paces[i].count;
		if (paces[i].sojourn > sla)
			summary.overdue += paces[i].count;
		if (before <= (open - 1) / 2 && (open - 1) / 2 < through)
			summary.low = paces[i].sojourn;
		if (before <= open / 2 && open / 2 < through)
			summary.high = paces[i].sojourn;
	}
	return summary;
}

void
summary_put(struct aging *aging, const struct cells_row *row, int64_t sla)
{
	struct durations *durations = &((struct cell *)row->cell)->durations;
	struct out *out = &aging->report.out;
	size_t count;
	struct pace *paces = pace_of_sojourns(durations, aging->ahead, &count);
	struct summary summary = sum_up(paces, count, durations->open,
	    aging->stuck < 0 ? STUCK_DEFAULT : aging->stuck, sla);

	report_put_group(&aging->report, out, row->group);
	out_span(out, row->stage);
	out_char(out, '\t');
	out_count(out, durations->open);
	aging_put_time(aging, summary.oldest, 1);
	aging_put_time(aging, summary.low + summary.high, 2);
	out_char(out, '\t');
	out_count(out, summary.stuck);
	out_char(out, '\t');
	if (sla >= 0)
		out_count(out, summary.overdue);
	else
		out_span(out, out->null);
	out_char(out, '\n');
	free(paces);
}
