#include <stdlib.h>

#include "base/map.h"
#include "base/mem.h"

#include "members.h"
#include "stay.h"

/* The stage of a lead, 0 for none, and when, in which period, it entered it. */
struct stay {
	int64_t since, time;
	uint32_t stage, group;
	bool open; /* its open visit has been read */
};

struct members {
	struct report *report;
	const struct cells *cells;
	int64_t first, last; /* periods that are printed */
	int64_t end; /* the report's last period, or INT64_MAX before it is known */
	struct map *stays; /* by lead */
};

struct members *
members_new(
    struct report *report, const struct cells *cells, int64_t first, int64_t last)
{
	struct members *members = mem_new(1, sizeof(*members));

	*members = (struct members){ .report = report, .cells = cells, .first = first,
		.last = last, .end = INT64_MAX, .stays = map_new(sizeof(struct stay), 8) };
	return members;
}

void
members_free(struct members *members)
{
	if (members == NULL)
		return;
	map_free(members->stays);
	free(members);
}

static void
put_member(struct members *members, int64_t period, uint32_t group, uint32_t stage,
    const char *column, struct span lead, int64_t time)
{
	struct out *out = &members->report->out;

	if (period < members->first || period > members->last)
		return;
	report_put_keys(
	    members->report, out, period, cells_group_text(members->cells, group));
	out_span(out, names_text(members->report->names, stage));
	out_char(out, '\t');
	report_put_member(out, column, lead, time);
}

/* The lead was in its stage at the end of each period before `left`. */
static void
put_stay(
    struct members *members, const struct stay *stay, int64_t left, struct span lead)
{
	for (int64_t period = stay->since; period < left; period++) {
		put_member(members, period, stay->group, stay->stage, "closing", lead,
		    stay->time);
		if (period < members->end)
			put_member(members, period + 1, stay->group, stay->stage,
			    "opening", lead, stay->time);
	}
}

int
members_take(struct members *members, const struct move *move, int64_t period,
    uint32_t group, struct reason *why)
{
	bool fresh;
	struct stay *stay = map_put(members->stays, move->lead, &fresh);

	if (stay_check(stay->stage, move, members->report->names, why) != 0)
		return -1;
	if (move->from != 0) {
		put_stay(members, stay, period, move->lead);
		put_member(members, period, group, move->from, "outflow", move->lead,
		    move->time);
	}
	put_member(members, period, group, move->to, "inflow", move->lead, move->time);
	if (move->visit == 1)
		put_member(
		    members, period, group, move->to, "new", move->lead, move->time);
	*stay = (struct stay){ period, move->time, move->to, group, stay->open };
	return 0;
}

bool
members_take_open(struct members *members, const struct move *move)
{
	struct stay *stay = map_get(members->stays, move->lead);
	bool again = stay != NULL && stay->open;

	if (stay != NULL)
		stay->open = true;
	return !again;
}

void
members_finish(struct members *members, int64_t period)
{
	struct map_cursor cursor = { 0 };
	const struct stay *stay;

	members->end = period;
	while ((stay = map_next(members->stays, &cursor)) != NULL)
		if (stay->stage != 0)
			put_stay(
			    members, stay, period + 1, map_key(members->stays, stay));
}
