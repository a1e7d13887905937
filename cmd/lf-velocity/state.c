#include "marks.h"
#include "state.h"

/* What a state counts of each duration. */
struct tallied {
	uint64_t completed, open; /* visits; with --seen-from, completed ones did not join */
	uint64_t joined; /* visits that joined at this age */
	uint64_t joined_completed; /* of these visits, those that took this long */
};

static const char *const keys[KEYS] = { "stage", "seconds" };

static const struct counter counters[] = {
	{ "completed", offsetof(struct tallied, completed) },
	{ "open", offsetof(struct tallied, open) },
	{ "joined", offsetof(struct tallied, joined) },
	{ "joined_completed", offsetof(struct tallied, joined_completed) },
};

enum { COMPLETED_ONLY = 1, WITH_OPEN = 2, COUNTERS = sizeof(counters) / sizeof(counters[0]) };

static const struct choice choices[] = {
	{ CHOICE_RECORDED, "on", offsetof(struct velocity, on) },
	{ CHOICE_RECORDED, "per", offsetof(struct velocity, per) },
	{ CHOICE_RECORDED, "from", offsetof(struct velocity, from_text) },
	{ CHOICE_RECORDED, "until", offsetof(struct velocity, until_text) },
	{ CHOICE_RECORDED, "seen-from", offsetof(struct velocity, seen_text) },
	{ CHOICE_STAGES, "stages", offsetof(struct velocity, stages_path) },
	{ CHOICE_PRINTING, "unit", offsetof(struct velocity, unit) },
	{ CHOICE_PRINTING, "percentiles", offsetof(struct velocity, percentiles) },
	{ CHOICE_PRINTING, "km", offsetof(struct velocity, km) },
	{ CHOICE_PRINTING, "compare", offsetof(struct velocity, compare_text) },
};

const struct partial_form state_form = { .version = "lf-velocity-2",
	.keys = keys,
	.counters = counters,
	.choices = choices,
	.key_count = KEYS,
	.counter_count = COUNTERS,
	.choice_count = sizeof(choices) / sizeof(choices[0]) };

size_t
state_counters(const struct velocity *velocity)
{
	if (!velocity->columns.with_open)
		return COMPLETED_ONLY;
	return velocity->seen_text != NULL ? COUNTERS : WITH_OPEN;
}

bool
state_has_open(const struct partial *state)
{
	return state->counters >= WITH_OPEN;
}

static void
put_tallied(struct velocity *velocity, const struct cells_row *row, const struct tally *tally,
    const struct tallied *tallied)
{
	struct out *out = &velocity->report.out;

	report_put_keys(&velocity->report, out, row->period, row->group);
	out_span(out, row->stage);
	out_char(out, '\t');
	out_seconds(out, tally_usec(tally));
	out_char(out, '\t');
	partial_put(&velocity->state, tallied);
}

void
state_put(struct velocity *velocity, const struct cells_row *row)
{
	struct cell *cell = row->cell;
	struct tally batch[WALK_BATCH];
	struct walk walk;
	size_t count;

	walk_begin(&walk, &cell->visits);
	while ((count = walk_next(&walk, batch)) > 0)
		for (size_t i = 0; i < count; i++) {
			uint64_t completed = tally_completed(&batch[i]);
			struct tallied tallied = { .completed = completed,
				.open = batch[i].count - completed };

			put_tallied(velocity, row, &batch[i], &tallied);
		}
	if (cell->joined == NULL)
		return;
	walk_begin(&walk, cell->joined);
	while ((count = walk_next(&walk, batch)) > 0)
		for (size_t i = 0; i < count; i++) {
			uint64_t completed = tally_completed(&batch[i]);
			struct tallied tallied = { .joined = batch[i].count - completed,
				.joined_completed = completed };

			put_tallied(velocity, row, &batch[i], &tallied);
		}
}

static void
add(struct durations *set, int64_t usec, bool open, uint64_t count)
{
	if (count > 0)
		durations_add(set, usec, open, count);
}

static void
take_visits(struct velocity *velocity, const struct row *row)
{
	struct partial *state = &velocity->state;
	struct report *report = &velocity->report;
	int64_t usec = partial_duration(state, row, KEY_SECONDS);
	struct tallied tallied = { 0 };
	struct cell *cell = cells_put(velocity->cells, partial_period(state, row),
	    cells_group(velocity->cells, report_group(report, row)),
	    names_id(report->names, partial_key(state, row, KEY_STAGE)));

	partial_add(state, row, &tallied);
	add(&cell->visits, usec, false, tallied.completed);
	add(&cell->visits, usec, true, tallied.open);
	if (tallied.joined > 0 || tallied.joined_completed > 0) {
		add(cell_joined(cell), usec, false, tallied.joined_completed);
		add(cell_joined(cell), usec, true, tallied.joined);
	}
}

void
state_merge(struct velocity *velocity)
{
	struct row row;

	while (partial_next(&velocity->state, &row))
		if (!marks_take(&velocity->state, &row, &velocity->range))
			take_visits(velocity, &row);
}
