#include <stdlib.h>

#include "table.h"

void
table_put_header(struct work *w)
{
	struct out *out = &w->report.out;

	report_put_header(&w->report, out);
	out_text(out, "stage\tdirection\tdriver\tmoves\tshare\tlift\tlift_lo\tlift_hi"
		      "\tpace\tpace_lo\tpace_hi");
	report_end_header(out);
}

static void
put_pace(struct out *out, const struct pace *pace)
{
	out_char(out, '\t');
	report_put_double(out, pace->ratio);
	out_char(out, '\t');
	report_put_double(out, pace->interval.low);
	out_char(out, '\t');
	report_put_double(out, pace->interval.high);
}

static void
put_line(struct work *w, const struct attribution_line *line, const struct hazard *hazard)
{
	static const char *const names[DIRECTIONS] = { "in", "out" };
	enum direction direction = line->direction;
	const struct credit *all = line->all;
	const struct credit *part = line->credit;
	struct out *out = &w->report.out;
	struct interval lift = attribution_interval(part, all, direction);
	struct pace pace = pace_of(hazard, &part->touched[direction]);

	report_put_group(&w->report, out, line->group);
	out_field(out, line->stage);
	out_char(out, '\t');
	out_text(out, names[direction]);
	out_char(out, '\t');
	out_field(out, line->driver);
	out_char(out, '\t');
	out_integer(out, (int64_t)part->moves[direction]);
	out_char(out, '\t');
	report_put_ratio(out, part->moves[direction], all->moves[direction], 4);
	out_char(out, '\t');
	report_put_ratio(out, (int128)part->forward[direction] * all->visits[direction],
	    (int128)part->visits[direction] * all->forward[direction], 4);
	out_char(out, '\t');
	report_put_double(out, lift.low);
	out_char(out, '\t');
	report_put_double(out, lift.high);
	put_pace(out, &pace);
	out_char(out, '\n');
}

void
table_put(struct work *w)
{
	size_t count;
	struct attribution_line *lines = attribution_lines(w->attribution, w->groups,
	    w->report.names, w->drivers, w->stages, w->min, &count);
	struct hazard hazard = { 0 };
	uint64_t rank = 0;

	for (size_t i = 0; i < count; i++) {
		bool same = i > 0 && lines[i].all == lines[i - 1].all;

		if (!same) {
			hazard_free(&hazard);
			hazard = hazard_of(lines[i].all->all);
		}
		same = same && lines[i].direction == lines[i - 1].direction;
		rank = same ? rank + 1 : 0;
		if (rank < w->top)
			put_line(w, &lines[i], &hazard);
	}
	hazard_free(&hazard);
	free(lines);
}
