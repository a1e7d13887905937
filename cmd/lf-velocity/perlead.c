#include "perlead.h"

void
perlead_add(struct velocity *velocity, struct stays *stays, const struct move *move)
{
	struct span group = report_group(&velocity->report, move->row);
	struct reason why;

	if (move->to == 0 && stays_is_open(stays, move->lead))
		moves_open_again(velocity->report.moves, move);
	if (stays_add(stays, move, report_sojourn(&velocity->report, move), group, &why) != 0)
		tsv_bad(velocity->report.tsv, move->row, "sojourn", &why);
}

void
perlead_count(struct velocity *velocity, const struct stays *stays)
{
	struct stays_cursor cursor = { 0 };
	const struct stay *stay;

	while ((stay = stays_next(stays, &cursor)) != NULL) {
		struct cell *cell;

		if (!velocity_in_span(velocity, stay->since) ||
		    (stay->open && !velocity->columns.with_open))
			continue;
		if (stay->since < velocity->range.begin)
			velocity->range.begin = stay->since;
		cell = velocity_cell(velocity, stay->since,
		    names_text(stays->groups, stay->group), stay->stage);
		durations_add(&cell->visits, stay->usec, stay->open, 1);
	}
}
