#include "report/partialwrite.h"

#include "perlead.h"
#include "state.h"

unsigned
velocity_parts(const struct velocity *velocity)
{
	unsigned parts = report_parts(&velocity->report);

	if (velocity->by_left)
		parts |= MOVE_TIME;
	if (velocity->from_text != NULL || velocity->until_text != NULL ||
	    (velocity->report.calendar != NULL && !velocity->by_left))
		parts |= MOVE_SINCE;
	if (velocity->per_lead)
		parts |= MOVE_LEAD | MOVE_SINCE;
	if (velocity->seen_text != NULL)
		parts |= MOVE_TIME | MOVE_SINCE;
	if (velocity->state.write)
		parts |= MOVE_TIME_IF_ANY;
	return parts;
}

/*
 * Whether a visit that began before the log is complete joins those at risk. Without a
 * place for open visits, nobody asks who is at risk.
 */
static bool
joins(const struct velocity *velocity, const struct move *move)
{
	return velocity->columns.with_open &&
	    (move->to == 0 || move->time > velocity->seen_from);
}

static inline bool
is_early(const struct velocity *velocity, const struct move *move)
{
	return move->since < velocity->seen_from;
}

/* Whether a visit counts, now that it ends, or that the log ends. */
static inline bool
counts(const struct velocity *velocity, const struct move *move)
{
	if (move->imputed || velocity_is_end(velocity, move->from))
		return false;
	/* Of a lead's visits the first one decides, and the last one shows that it is open. */
	if (velocity->per_lead)
		return true;
	return (move->to != 0 || velocity->columns.with_open) &&
	    velocity_in_span(velocity, move->since) &&
	    (!is_early(velocity, move) || joins(velocity, move));
}

/* Counts a visit that joined, at its age when the log becomes complete. */
static void
add_joined(const struct velocity *velocity, struct cell *cell, const struct move *move,
    int64_t usec)
{
	int64_t age = move->time > velocity->seen_from ?
	    report_between(&velocity->report, move->since, velocity->seen_from) :
	    usec;
	bool open = move->to == 0;

	/* It ended before people worked again: nobody could have seen it at risk. */
	if (!open && age == usec)
		return;
	durations_add(cell_joined(cell), age, true, 1);
	durations_add(open ? &cell->visits : cell_joined(cell), usec, open, 1);
}

static inline void
count_visit(struct velocity *velocity, const struct move *move)
{
	struct cell *cell =
	    velocity_cell(velocity, velocity->by_left ? move->time : move->since,
		report_group(&velocity->report, move->row), move->from);

	int64_t usec = report_sojourn(&velocity->report, move);

	if (is_early(velocity, move))
		add_joined(velocity, cell, move, usec);
	else
		durations_add(&cell->visits, usec, move->to == 0, 1);
}

static void
count_moves(struct velocity *velocity)
{
	struct moves *moves = velocity->report.moves;
	struct stays *stays = velocity->per_lead ? stays_new(moves) : NULL;
	bool dated = velocity->report.calendar != NULL;
	struct move move;

	while (moves_next(moves, &move)) {
		bool counted;

		if (move.to == 0)
			partial_see_open(&velocity->state, &move);
		if (move.from == 0)
			continue;
		counted = counts(velocity, &move);
		if (dated)
			range_take(&velocity->range, &move,
			    velocity->by_left ? range_since(&move) : move.since,
			    counted && stays == NULL);
		if (!counted)
			continue;
		if (stays != NULL)
			perlead_add(velocity, stays, &move);
		else
			count_visit(velocity, &move);
	}
	if (stays != NULL)
		perlead_count(velocity, stays);
	stays_free(stays);
	if (dated)
		range_find(&velocity->range, velocity->report.calendar,
		    velocity->by_left ? INSTANT_END : velocity->until);
}

void
velocity_count(struct velocity *velocity)
{
	if (velocity->state.merge)
		state_merge(velocity);
	else
		count_moves(velocity);
	if (velocity->state.write)
		return;
	if (velocity->columns.with_open)
		report_check_open(&velocity->report,
		    "the columns from km_mean on say too little");
	report_check_table(&velocity->report, velocity->stages);
}
