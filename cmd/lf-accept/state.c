#include "state.h"

/* In the order of `counted`, where a figure is a count. */
enum {
	KEPT_HANDED,
	KEPT_ACCEPTED,
	KEPT_REJECTED,
	KEPT_DIRECT,
	KEPT_REVERSED,
	KEPT_RECOVERED,
	KEPT_ACCEPTED_AFTER,
	KEPT_REJECTED_AFTER,
	KEPT_PENDING_SINCE,
	KEPT_DECIDED_SINCE,
};

static const enum figure counted[] = { HANDED, ACCEPTED, REJECTED, DIRECT, REVERSED,
	RECOVERED };

static const struct kept kept[] = {
	/* --basis period counts entries. */
	{ "handed", KEPT_COUNT },
	{ "accepted", KEPT_COUNT },
	{ "rejected", KEPT_COUNT },
	{ "direct", KEPT_COUNT },
	{ "reversed", KEPT_COUNT },
	{ "recovered", KEPT_COUNT },
	{ "accepted-after", KEPT_DURATION },
	{ "rejected-after", KEPT_DURATION },
	{ "pending-since", KEPT_TIME },
	{ "decided-since", KEPT_TIME }, /* the handovers, with --window */
	{ NULL, KEPT_COUNT },
};

static const char *const alone[] = { "members", NULL };

static const struct partialoptions_name recorded[] = {
	{ "handed", NULL, false },
	{ "accepted", NULL, false },
	{ "rejected", NULL, false },
	{ "basis", "cohort", false },
	{ "window", NULL, false },
	{ "calendar", NULL, true },
	{ NULL, NULL, false },
};

const struct partial_form state_form = { .version = "lf-accept-1",
	.by = "all",
	.kept = kept,
	.recorded = recorded,
	.alone = alone,
	.clocked = true };

static void
add(struct state *state, const struct entry *entry, size_t figure, int64_t value)
{
	const struct partial_row row = {
		.period = calendar_at(state->partial.report->calendar, entry->time),
		.group = cells_group_text(state->cells, entry->group),
		.kept = figure,
		.value = value,
		.count = 1,
	};

	partial_add(&state->partial, &row);
}

static void
add_to_periods(struct state *state, const struct handover *lead)
{
	if (lead->handed.made)
		add(state, &lead->handed, KEPT_HANDED, 0);
	if (lead->accepted.made)
		add(state, &lead->accepted, KEPT_ACCEPTED, 0);
	if (lead->rejected.made)
		add(state, &lead->rejected, KEPT_REJECTED, 0);
}

static void
add_to_cohort(struct state *state, const struct handover *lead)
{
	bool accepted = lead->decision == ROLE_ACCEPTED;
	int64_t handed = partial_clock(&state->partial, lead->handed.time);
	int64_t usec = partial_clock(&state->partial, lead->decided) - handed;
	int64_t window = state->columns->window;

	if (lead->decision == ROLE_NONE || (window >= 0 && usec > window)) {
		add(state, &lead->handed, KEPT_PENDING_SINCE, handed);
		return;
	}
	add(state, &lead->handed, accepted ? KEPT_ACCEPTED_AFTER : KEPT_REJECTED_AFTER, usec);
	if (window >= 0)
		add(state, &lead->handed, KEPT_DECIDED_SINCE, handed);
	if (lead->changed)
		add(state, &lead->handed, accepted ? KEPT_REVERSED : KEPT_RECOVERED, 0);
}

void
state_add(struct state *state, const struct handover *lead)
{
	if (state->columns->basis == BASIS_PERIOD)
		add_to_periods(state, lead);
	else if (lead->handed.made)
		add_to_cohort(state, lead);
	if (lead->direct)
		add(state, &lead->accepted, KEPT_DIRECT, 0);
}

/* Decisions that took so long. */
static void
take_decided(struct state *state, struct cell *cell, const struct partial_row *row)
{
	int64_t count = (int64_t)row->count;

	cell->figures[HANDED] += count;
	cell->figures[row->kept == KEPT_ACCEPTED_AFTER ? ACCEPTED : REJECTED] += count;
	if (state->columns->sla >= 0 && row->value > state->columns->sla)
		cell->figures[LATE] += count;
	durations_add(&cell->decided, row->value, false, row->count);
}

static void
take_row(struct state *state, const struct partial_row *row)
{
	struct cell *cell;

	cell = cells_put(
	    state->cells, row->period, cells_group(state->cells, row->group), 0);
	if (row->kept < sizeof(counted) / sizeof(counted[0]))
		cell->figures[counted[row->kept]] += (int64_t)row->count;
	else if (row->kept == KEPT_PENDING_SINCE || row->kept == KEPT_DECIDED_SINCE)
		partial_wait(&state->partial, cell, row);
	else
		take_decided(state, cell, row);
}

/* As-of is known: it says which leads are overdue, and which are observed. */
static void
take_waiting(
    const struct columns *columns, const struct partial_waiting *waiting, int64_t watched)
{
	struct cell *cell = waiting->to;
	int64_t count = (int64_t)waiting->count;

	if (waiting->kept == KEPT_PENDING_SINCE) {
		cell->figures[HANDED] += count;
		cell->figures[PENDING] += count;
		if (columns->sla >= 0 && watched > columns->sla)
			cell->figures[OVERDUE] += count;
	}
	if (columns->window >= 0 && watched >= columns->window)
		cell->figures[OBSERVED] += count;
}

/* Adds a row to the totals of all leads; it keeps handovers by what became of them. */
static void
take_totals(struct state *state, const struct partial_row *row)
{
	if (row->kept == KEPT_DIRECT)
		state->direct += row->count;
	if (row->kept == KEPT_ACCEPTED_AFTER)
		state->accepted += row->count;
	if (row->kept >= KEPT_ACCEPTED_AFTER && row->kept <= KEPT_PENDING_SINCE)
		state->handed += row->count;
}

void
state_read(struct state *state)
{
	struct partial *partial = &state->partial;
	struct partial_row row;
	int64_t as_of;

	/* Without --audit, a row of those that it alone counts makes no cell. */
	while (partial_next(partial, &row)) {
		take_totals(state, &row);
		if (row.kept != KEPT_DIRECT || state->columns->audit)
			take_row(state, &row);
	}
	as_of = partial_clock_as_of(partial);
	for (size_t i = 0; i < partial->waiting_count; i++) {
		const struct partial_waiting *waiting = &partial->waiting[i];

		take_waiting(
		    state->columns, waiting, partial_watched(partial, waiting, as_of));
	}
}
