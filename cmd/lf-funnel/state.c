#include "state.h"

enum {
	KEPT_CAME,
	KEPT_REACHED_AFTER,
	KEPT_REACHED_SINCE,
	KEPT_OPEN_SINCE,
	KEPT_GONE_SINCE,
	KEPT_LATER,
	KEPT_SKIPPED,
	KEPT_CAME_SUM,
	KEPT_SUM_AFTER,
	KEPT_SUM_SINCE,
	KEPT_ENTERED_SUM_SINCE,
	KEPT_UNIT,
};

static const struct kept kept[] = {
	{ "came", KEPT_COUNT },
	{ "reached-after", KEPT_DURATION },
	/* When they entered: the leads that reached the step, and those that did not. */
	{ "reached-since", KEPT_TIME },
	{ "open-since", KEPT_TIME },
	{ "gone-since", KEPT_TIME },
	{ "later", KEPT_COUNT },
	{ "skipped", KEPT_COUNT },
	/* Of --sum: with what leads came in, reached the step, and the same by when they entered; */
	{ "came-sum", KEPT_SUM },
	{ "sum-after", KEPT_DURATION_SUM },
	{ "sum-since", KEPT_TIME_SUM },
	/* and with what they entered, whether they reached the step or not. */
	{ "entered-sum-since", KEPT_TIME_SUM },
	PARTIAL_AMOUNTS, /* from KEPT_UNIT on */
	{ NULL, KEPT_COUNT },
};

static const char *const keys[] = { "stage", NULL };
static const char *const undated[] = { "later", "skipped", PARTIAL_AMOUNTS_UNDATED,
	NULL };
static const char *const alone[] = { "members", NULL };

static const struct partialoptions_name recorded[] = {
	{ "steps", NULL, false },
	{ "stages", NULL, true },
	{ "from-first", NULL, false },
	{ "sum", NULL, false },
	{ "calendar", NULL, true },
	{ NULL, NULL, false },
};

const struct partial_form state_form = { .version = "lf-funnel-1",
	.by = "all",
	.keys = keys,
	.kept = kept,
	.undated = undated,
	.recorded = recorded,
	.alone = alone,
	.clocked = true };

/* A figure of a lead: one that counts leads, or adds up the sum. */
static void
add(struct funnel *funnel, const struct journey *lead, int step, size_t figure,
    int64_t value, int128 sum)
{
	const struct report *report = &funnel->report;
	const struct partial_row row = {
		.period = calendar_at(report->calendar, lead->times[0]),
		.group = cells_group_text(funnel->cells, lead->group),
		.key = { names_text(report->names, funnel->path.steps[step]) },
		.kept = figure,
		.value = value,
		.count = 1,
		.sum = sum,
	};

	if (!kept_is_sum(kept[figure].kind) || sum != 0)
		partial_add(&funnel->state, &row);
}

void
state_add_first(struct funnel *funnel, const struct journey *lead)
{
	add(funnel, lead, 0, KEPT_CAME, 0, 0);
	if (funnel->report.sum != NULL)
		add(funnel, lead, 0, KEPT_CAME_SUM, 0,
		    journey_amount(lead, funnel->path.count, 0));
}

static void
add_sums(struct funnel *funnel, const struct journey *lead, const struct passage *passage,
    int64_t since)
{
	int step = passage->step;

	add(funnel, lead, step, KEPT_ENTERED_SUM_SINCE, since, passage->brought);
	if (!passage->reached)
		return;
	add(funnel, lead, step, KEPT_SUM_AFTER, passage->usec, passage->amount);
	add(funnel, lead, step, KEPT_SUM_SINCE, since, passage->amount);
}

void
state_add(struct funnel *funnel, const struct journey *lead, const struct passage *passage)
{
	int64_t since = partial_clock(&funnel->state, passage->entered);
	int step = passage->step;

	if (funnel->report.sum != NULL)
		add_sums(funnel, lead, passage, since);
	if (!passage->reached) {
		add(funnel, lead, step, lead->gone ? KEPT_GONE_SINCE : KEPT_OPEN_SINCE,
		    since, 0);
		return;
	}
	add(funnel, lead, step, KEPT_REACHED_AFTER, passage->usec, 0);
	add(funnel, lead, step, KEPT_REACHED_SINCE, since, 0);
}

static void
put_skips(struct funnel *funnel, size_t figure, uint64_t leads)
{
	const struct partial_row row = {
		.period = PARTIAL_UNDATED, .kept = figure, .count = leads
	};

	if (leads > 0)
		partial_put(&funnel->state, &row);
}

void
state_end(struct funnel *funnel)
{
	put_skips(funnel, KEPT_LATER, funnel->later);
	put_skips(funnel, KEPT_SKIPPED, funnel->skipped);
	partial_put_amounts(&funnel->state, &funnel->amounts, KEPT_UNIT);
	partial_finish(&funnel->state);
}

/* Leads that took that long. */
static void
take_reached(const struct columns *columns, struct cell *cell, const struct partial_row *row)
{
	int64_t count = (int64_t)row->count;

	cell->entered += count;
	for (size_t i = 0; i < columns->within.count; i++)
		if (row->value <= columns->limits[i])
			cell->within[i].reached += count;
	if (columns->within.count == 0)
		durations_add(&cell->times, row->value, false, row->count);
}

/* The sum of leads that took that long. */
static void
take_sum(const struct columns *columns, struct cell *cell, const struct partial_row *row)
{
	amounts_add(&cell->reached_sum, row->sum);
	for (size_t i = 0; i < columns->within.count; i++)
		if (row->value <= columns->limits[i])
			amounts_add(&cell->within[i].reached_sum, row->sum);
}

static void
take_row(struct funnel *funnel, const struct partial_row *row, int step)
{
	uint32_t group = cells_group(funnel->cells, row->group);
	struct cell *cell = cells_put(funnel->cells, row->period, group, (uint32_t)step);

	if (row->kept == KEPT_CAME)
		cell->entered += (int64_t)row->count;
	else if (row->kept == KEPT_REACHED_AFTER)
		take_reached(&funnel->columns, cell, row);
	else if (row->kept == KEPT_CAME_SUM)
		amounts_add(&cell->reached_sum, row->sum);
	else if (row->kept == KEPT_SUM_AFTER)
		take_sum(&funnel->columns, cell, row);
	else
		partial_wait(&funnel->state, cell, row);
}

/* The same of sums as take_waiting of counts. */
static void
take_waiting_sum(
    const struct columns *columns, const struct partial_waiting *waiting, int64_t watched)
{
	struct cell *cell = waiting->to;
	bool entered = waiting->kept == KEPT_ENTERED_SUM_SINCE;

	if (entered)
		amounts_add(&cell->entered_sum, waiting->sum);
	for (size_t i = 0; i < columns->within.count; i++) {
		if (watched < columns->limits[i] && !entered)
			amounts_subtract(&cell->within[i].reached_sum, waiting->sum);
		else if (watched >= columns->limits[i] && entered)
			amounts_add(&cell->within[i].observed_sum, waiting->sum);
	}
}

/*
 * As-of is known: it says how long leads were watched. Those that were watched for less
 * than a duration of --within, but reached the step, did so within it: they have been
 * counted, and are not observed.
 */
static void
take_waiting(
    const struct columns *columns, const struct partial_waiting *waiting, int64_t watched)
{
	struct cell *cell = waiting->to;
	int64_t count = (int64_t)waiting->count;
	bool reached = waiting->kept == KEPT_REACHED_SINCE;

	if (kept_is_sum(kept[waiting->kept].kind)) {
		take_waiting_sum(columns, waiting, watched);
		return;
	}
	for (size_t i = 0; i < columns->within.count; i++) {
		if (watched >= columns->limits[i])
			cell->within[i].observed += count;
		else if (reached)
			cell->within[i].reached -= count;
	}
	if (reached)
		return;
	cell->entered += count;
	if (waiting->kept == KEPT_GONE_SINCE)
		cell->gone += count;
	if (columns->within.count == 0)
		durations_add(&cell->times, watched, true, waiting->count);
}

void
state_read(struct funnel *funnel)
{
	struct partial *partial = &funnel->state;
	struct partial_row row;
	int64_t as_of;

	while (partial_next(partial, &row)) {
		int step;

		if (partial_take_amounts(&row, KEPT_UNIT, &funnel->amounts))
			continue;
		step = path_step(
		    &funnel->path, names_id(funnel->report.names, row.key[0]));
		if (row.kept == KEPT_LATER)
			funnel->later += row.count;
		else if (row.kept == KEPT_SKIPPED)
			funnel->skipped += row.count;
		else if (step != STEP_NONE)
			take_row(funnel, &row, step);
	}
	as_of = partial_clock_as_of(partial);
	for (size_t i = 0; i < partial->waiting_count; i++) {
		const struct partial_waiting *waiting = &partial->waiting[i];

		take_waiting(&funnel->columns, waiting,
		    partial_watched(partial, waiting, as_of));
	}
}
