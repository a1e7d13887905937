#include "base/map.h"
#include "report/partialread.h"
#include "report/partialwrite.h"

#include "marks.h"
#include "state.h"

/*
 * What a state keeps: visits by duration, those that joined by the age at which they did,
 * and the periods of the report.
 */
enum {
	KEPT_COMPLETED,
	KEPT_OPEN,
	KEPT_JOINED_COMPLETED,
	KEPT_JOINED,
	KEPT_FIRST,
	KEPT_LAST
};

static const struct kept kept[] = {
	{ "completed", KEPT_DURATION },
	{ "open", KEPT_DURATION },
	{ "joined_completed", KEPT_DURATION },
	{ "joined", KEPT_DURATION },
	{ "first", KEPT_COUNT },
	{ "last", KEPT_COUNT },
	{ NULL, KEPT_COUNT },
};

static const char *const keys[] = { "stage", NULL };

static const struct partialoptions_name recorded[] = {
	{ "on", "entered", false },
	{ "per", "visit", false },
	{ "from", NULL, false },
	{ "until", NULL, false },
	{ "seen-from", NULL, false },
	{ "stages", NULL, true },
	{ "calendar", NULL, true },
	{ NULL, NULL, false },
};

const struct partial_form state_form = { .version = "lf-velocity-4",
	.keys = keys,
	.kept = kept,
	.recorded = recorded };

void
state_put(struct velocity *velocity, const struct cells_row *rows, size_t count)
{
	struct partial *state = &velocity->state;

	if (velocity->report.calendar != NULL)
		marks_put(state, &velocity->range, KEPT_FIRST);
	for (size_t i = 0; i < count; i++) {
		struct cell *cell = rows[i].cell;
		const struct partial_row to = { .period = rows[i].period,
			.group = rows[i].group,
			.key = { rows[i].stage } };

		partial_put_durations(
		    state, to, &cell->visits, KEPT_COMPLETED, KEPT_OPEN);
		if (cell->joined != NULL)
			partial_put_durations(state, to, cell->joined,
			    KEPT_JOINED_COMPLETED, KEPT_JOINED);
	}
	partial_finish(state);
}

/* All states are read: no more visits joined than there are. */
static void
check_joined(const struct velocity *velocity)
{
	struct map_cursor cursor = { 0 };
	const struct cell *cell;

	while ((cell = map_next(velocity->cells->cells, &cursor)) != NULL)
		if (cell_at_risk(cell) < 0)
			diag_data("%s: more visits joined than there are: make the states "
				  "anew with %s --partial",
			    tsv_name(velocity->report.tsv), diag_name());
}

void
state_merge(struct velocity *velocity)
{
	struct cells *cells = velocity->cells;
	struct partial_row row;

	while (partial_next(&velocity->state, &row)) {
		struct cell *cell;
		bool joined;

		if (marks_take(&row, &velocity->range, KEPT_FIRST))
			continue;
		cell = cells_put(cells, row.period, cells_group(cells, row.group),
		    names_id(velocity->report.names, row.key[0]));
		joined = row.kept == KEPT_JOINED || row.kept == KEPT_JOINED_COMPLETED;
		durations_add(joined ? cell_joined(cell) : &cell->visits, row.value,
		    row.kept == KEPT_OPEN || row.kept == KEPT_JOINED, row.count);
		if (row.kept == KEPT_OPEN)
			entered_mark(&velocity->state.entered, 0);
	}
	check_joined(velocity);
}
