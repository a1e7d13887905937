#include "members.h"

/* Writes that a figure of a step counts a lead. within is a duration of --within, or empty. */
static void
put_member(struct funnel *funnel, const struct journey *lead, int step, struct span within,
    const char *figure, int64_t time)
{
	struct out *out = &funnel->report.out;
	struct report *report = &funnel->report;

	report_put_keys(report, out, calendar_at(report->calendar, lead->times[0]),
	    cells_group_text(funnel->cells, lead->group));
	out_span(out, names_text(report->names, funnel->path.steps[step]));
	out_char(out, '\t');
	if (within.len > 0) {
		out_span(out, within);
		out_char(out, '\t');
	}
	report_put_member(out, figure, map_key(funnel->leads, lead), time);
}

void
members_put_first(struct funnel *funnel, const struct journey *lead)
{
	struct span none = { "", 0 };

	if (funnel->columns.within.count == 0)
		put_member(funnel, lead, 0, none, "reached", lead->times[0]);
}

static void
put_within_members(
    struct funnel *funnel, const struct journey *lead, const struct passage *passage)
{
	const struct columns *columns = &funnel->columns;

	for (size_t i = 0; i < columns->within.count; i++) {
		struct span within = columns->within.item[i];

		put_member(
		    funnel, lead, passage->step, within, "entered", passage->entered);
		if (passage->watched < columns->limits[i])
			continue;
		put_member(
		    funnel, lead, passage->step, within, "observed", passage->entered);
		if (passage->reached && passage->usec <= columns->limits[i])
			put_member(funnel, lead, passage->step, within, "reached",
			    lead->times[passage->step]);
	}
}

void
members_put(
    struct funnel *funnel, const struct journey *lead, const struct passage *passage)
{
	struct span none = { "", 0 };

	if (funnel->columns.within.count > 0) {
		put_within_members(funnel, lead, passage);
		return;
	}
	put_member(funnel, lead, passage->step, none, "entered", passage->entered);
	if (passage->reached)
		put_member(funnel, lead, passage->step, none, "reached",
		    lead->times[passage->step]);
	else if (lead->gone)
		put_member(funnel, lead, passage->step, none, "gone", lead->last);
	else
		put_member(funnel, lead, passage->step, none, "open", passage->entered);
}
