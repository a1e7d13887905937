#include <inttypes.h>
#include <math.h>

#include "state.h"

static void
put_row(struct velocity *velocity, int64_t period, struct span group, struct span stage,
    struct cell *cell)
{
	struct out *out = &velocity->report.out;

	report_put_keys(&velocity->report, out, period, group);
	out_span(out, stage);
	out_char(out, '\t');
	columns_put(&velocity->columns, out, cell);
	out_char(out, '\n');
}

/* A row for each stage of a period and group, but for ends. */
static void
put_stages(struct velocity *velocity, int64_t period, uint32_t group, const uint32_t *order)
{
	const struct names *names = velocity->report.names;

	for (uint32_t i = 0; i < names_count(names); i++) {
		struct cell none = { .speed = NAN, .p_value = NAN };
		struct cell *cell = cells_find(velocity->cells, period, group, order[i]);

		if (!velocity_is_end(velocity, order[i]))
			put_row(velocity, period, cells_group_text(velocity->cells, group),
			    names_text(names, order[i]), cell != NULL ? cell : &none);
	}
}

/* A row for each period, group and stage that there is. */
static void
put_periods(struct velocity *velocity)
{
	uint32_t count;
	uint32_t *groups = cells_groups(velocity->cells, &count);
	uint32_t *order = stages_order(velocity->stages, velocity->report.names);
	struct range range = velocity->range;
	int64_t first, last;

	cells_periods(velocity->cells, &first, &last);
	range_add_first(&range, first);
	range_add_last(&range, last);
	for (int64_t period = range.first; period <= range.last && count > 0; period++)
		for (uint32_t i = 0; i < count; i++)
			put_stages(velocity, period, groups[i], order);
	free(order);
	free(groups);
}

static void
put_report(struct velocity *velocity, const struct cells_row *rows, size_t count)
{
	uint64_t unknown;

	compare_cells(velocity->compare, &velocity->report, velocity->cells, rows, count);
	if (velocity->report.calendar != NULL)
		put_periods(velocity);
	else
		for (size_t i = 0; i < count; i++)
			put_row(velocity, rows[i].period, rows[i].group, rows[i].stage,
			    rows[i].cell);
	unknown = velocity->columns.unknown;
	if (unknown > 0)
		diag_note("in %" PRIu64 " row%s all visits at risk end while others have "
			  "still to join: nothing after that is known, and km_mean and the "
			  "percentiles from there on are empty",
		    unknown, unknown == 1 ? "" : "s");
}

void
velocity_put(struct velocity *velocity)
{
	size_t count;
	struct cells_row *rows = cells_rows(
	    velocity->cells, velocity->report.names, velocity->stages, &count);

	if (velocity->state.write)
		state_put(velocity, rows, count);
	else
		put_report(velocity, rows, count);
	for (size_t i = 0; i < count; i++)
		cell_free(rows[i].cell);
	free(rows);
}
