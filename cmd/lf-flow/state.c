#include <stdlib.h>

#include "time/instant.h"

#include "state.h"

enum { KEPT_INFLOW, KEPT_OUTFLOW, KEPT_NEW, KEPT_INFLOW_AT, KEPT_FIRST,
	KEPT_INFLOW_SUM, KEPT_OUTFLOW_SUM, KEPT_UNIT };

static const struct kept kept[] = {
	{ "inflow", KEPT_COUNT },
	{ "outflow", KEPT_COUNT },
	{ "new", KEPT_COUNT },
	{ "inflow-at", KEPT_DURATION }, /* since the period's start */
	{ "first", KEPT_TIME },
	{ "inflow-sum", KEPT_SUM },
	{ "outflow-sum", KEPT_SUM },
	PARTIAL_AMOUNTS, /* from KEPT_UNIT on */
	{ NULL, KEPT_COUNT },
};

static const char *const keys[] = { "stage", NULL };
static const char *const undated[] = { "first", PARTIAL_AMOUNTS_UNDATED, NULL };
static const char *const alone[] = { "members", NULL };

static const struct partialoptions_name recorded[] = {
	{ "from", NULL, false },
	{ "until", NULL, false },
	{ "sum", NULL, false },
	{ NULL, NULL, false },
};

const struct partial_form state_form = { .version = "lf-flow-1",
	.by = "month",
	.keys = keys,
	.kept = kept,
	.undated = undated,
	.recorded = recorded,
	.alone = alone };

static void
put_count(struct partial *state, struct partial_row *row, size_t figure, int64_t count)
{
	row->kept = figure;
	row->count = (uint64_t)count;
	if (count > 0)
		partial_put(state, row);
}

static void
put_sum(struct partial *state, struct partial_row *row, size_t figure, int128 sum)
{
	row->kept = figure;
	row->sum = sum;
	if (sum != 0)
		partial_put(state, row);
}

static void
put_cells(struct partial *state, const struct cells *cells)
{
	size_t count;
	struct cells_row *rows = cells_rows(cells, state->report->names, NULL, &count);

	for (size_t i = 0; i < count; i++) {
		const struct cell *cell = rows[i].cell;
		struct partial_row row = { .period = rows[i].period,
			.group = rows[i].group,
			.key = { rows[i].stage } };

		put_count(state, &row, KEPT_INFLOW, cell->inflow);
		put_count(state, &row, KEPT_OUTFLOW, cell->outflow);
		put_count(state, &row, KEPT_NEW, cell->fresh);
		put_sum(state, &row, KEPT_INFLOW_SUM, cell->inflow_sum);
		put_sum(state, &row, KEPT_OUTFLOW_SUM, cell->outflow_sum);
	}
	free(rows);
}

/* When in a period its entries were made. */
static void
put_times(struct partial *state, const struct cells *cells, const struct compare *compare,
    int64_t period)
{
	const struct names *names = state->report->names;

	for (uint32_t group = 0; group <= names_count(cells->groups); group++)
		for (uint32_t stage = 1; stage <= names_count(names); stage++) {
			struct durations *set =
			    cells_find(compare->times, period, group, stage);
			const struct partial_row row = { .period = period,
				.group = cells_group_text(cells, group),
				.key = { names_text(names, stage) } };

			if (set != NULL)
				partial_put_durations(
				    state, row, set, KEPT_INFLOW_AT, KEPT_INFLOW_AT);
		}
}

void
state_put(struct partial *state, const struct cells *cells, const struct compare *compare,
    const struct amounts *amounts)
{
	struct partial_row first = { .period = PARTIAL_UNDATED,
		.kept = KEPT_FIRST,
		.value = compare->seen_from,
		.count = 1 };
	int64_t from, last;

	put_cells(state, cells);
	partial_put_amounts(state, amounts, KEPT_UNIT);
	if (compare->kind != COMPARE_NONE && cells_periods(cells, &from, &last)) {
		partial_put(state, &first);
		for (int64_t period = from; period <= last; period++)
			if (state->as_of == INSTANT_MIN ||
			    compare_needs(compare, state->as_of, period))
				put_times(state, cells, compare, period);
	}
	partial_finish(state);
}

static void
take_compared(struct compare *compare, const struct partial_row *row, uint32_t group,
    uint32_t stage)
{
	if (compare->kind == COMPARE_NONE)
		return;
	if (row->kept == KEPT_FIRST && !compare->given && row->value < compare->seen_from)
		compare->seen_from = row->value;
	if (row->kept == KEPT_INFLOW_AT && compare->times != NULL)
		durations_add(cells_put(compare->times, row->period, group, stage),
		    row->value, false, row->count);
}

static void
take_row(struct cells *cells, struct compare *compare, const struct partial_row *row,
    uint32_t stage)
{
	uint32_t group = cells_group(cells, row->group);
	struct cell *cell;

	if (row->kept == KEPT_INFLOW_AT) {
		take_compared(compare, row, group, stage);
		return;
	}
	cell = cells_put(cells, row->period, group, stage);
	if (row->kept == KEPT_INFLOW_SUM)
		amounts_add(&cell->inflow_sum, row->sum);
	else if (row->kept == KEPT_OUTFLOW_SUM)
		amounts_add(&cell->outflow_sum, row->sum);
	else if (row->kept == KEPT_INFLOW)
		cell->inflow += (int64_t)row->count;
	else if (row->kept == KEPT_OUTFLOW)
		cell->outflow += (int64_t)row->count;
	else
		cell->fresh += (int64_t)row->count;
}

void
state_read(struct partial *state, struct cells *cells, struct compare *compare,
    struct amounts *amounts)
{
	struct partial_row row;

	while (partial_next(state, &row)) {
		if (row.kept == KEPT_FIRST)
			take_compared(compare, &row, 0, 0);
		else if (!partial_take_amounts(&row, KEPT_UNIT, amounts))
			take_row(cells, compare, &row,
			    names_id(state->report->names, row.key[0]));
	}
}
