#include "time/instant.h"

#include "spend.h"
#include "state.h"

enum { KEPT_LEADS, KEPT_AGE, KEPT_FIRST, KEPT_LAST };

static const struct kept kept[] = {
	{ "leads", KEPT_COUNT },
	{ "age", KEPT_DURATION },
	{ "first", KEPT_TIME },
	{ "last", KEPT_TIME },
	{ NULL, KEPT_COUNT },
};

static const char *const keys[] = { "stage", NULL };
static const char *const undated[] = { "age", "first", "last", NULL };
static const char *const alone[] = { "members", NULL };

static const struct partialoptions_name recorded[] = {
	{ "target", NULL, false },
	{ NULL, NULL, false },
};

const struct partial_form state_form = { .version = "lf-cost-1",
	.by = "all",
	.keys = keys,
	.kept = kept,
	.undated = undated,
	.recorded = recorded,
	.alone = alone };

void
state_add_lead(struct partial *state, int64_t period, struct span group)
{
	const struct partial_row row = { .period = period,
		.group = group,
		.kept = KEPT_LEADS,
		.count = 1 };

	partial_add(state, &row);
}

void
state_add_age(struct partial *state, uint32_t stage, int64_t usec)
{
	const struct partial_row row = { .period = PARTIAL_UNDATED,
		.key = { names_text(state->report->names, stage) },
		.kept = KEPT_AGE,
		.value = usec,
		.count = 1 };

	partial_add(state, &row);
}

static void
put_move(struct partial *state, size_t figure, int64_t time)
{
	const struct partial_row row = {
		.period = PARTIAL_UNDATED, .kept = figure, .value = time, .count = 1
	};

	partial_put(state, &row);
}

void
state_put(struct partial *state, struct bounds log)
{
	if (log.first <= log.last) {
		put_move(state, KEPT_FIRST, log.first);
		put_move(state, KEPT_LAST, log.last);
	}
	partial_finish(state);
}

struct bounds
state_read(struct partial *state, struct cells *cells, struct lag *lag, uint32_t aged)
{
	struct names *names = state->report->names;
	struct bounds log = BOUNDS_NONE;
	struct partial_row row;

	while (partial_next(state, &row)) {
		struct cell *cell;

		if (row.kept == KEPT_LEADS) {
			cell = cells_put(cells, row.period, cells_group(cells, row.group), 0);
			cell->leads += (int64_t)row.count;
		} else if (row.kept == KEPT_FIRST || row.kept == KEPT_LAST) {
			bounds_take(&log, row.value);
		} else if (aged != 0 && names_id(names, row.key[0]) == aged) {
			lag_add_age(lag, row.value, row.count);
		}
	}
	return log;
}
