#include "state.h"

enum { KEPT_ENDED, KEPT_OPEN };

static const struct kept kept[] = {
	{ "ended", KEPT_DURATION },
	{ "open", KEPT_DURATION },
	{ NULL, KEPT_COUNT },
};

static const char *const keys[] = { "stage", NULL };
static const char *const alone[] = { "keep", "overdue", NULL };

static const struct partialoptions_name recorded[] = {
	{ "summary", NULL, false },
	{ "calendar", NULL, true },
	{ NULL, NULL, false },
};

const struct partial_form state_form = { .version = "lf-aging-1",
	.keys = keys,
	.kept = kept,
	.recorded = recorded,
	.alone = alone };

void
state_put(struct aging *aging, const struct cells_row *row)
{
	const struct partial_row to = { .group = row->group, .key = { row->stage } };
	struct cell *cell = row->cell;

	partial_put_durations(&aging->state, to, &cell->durations, KEPT_ENDED, KEPT_OPEN);
}

void
state_read(struct aging *aging)
{
	struct partial_row row;

	while (partial_next(&aging->state, &row)) {
		uint32_t stage = names_id(aging->report.names, row.key[0]);
		struct cell *cell;

		if (aging_is_end(aging, stage))
			continue;
		cell = cells_put(aging->cells, 0, cells_group(aging->cells, row.group), stage);
		durations_add(
		    &cell->durations, row.value, row.kept == KEPT_OPEN, row.count);
	}
}
