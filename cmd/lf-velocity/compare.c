#include <math.h>

#include "compare.h"
#include "logrank.h"

enum compare_kind
compare_parse(const char *text)
{
	return text == NULL ?
	    COMPARE_NONE :
	    (enum compare_kind)options_choice("compare", text, "previous|year|others");
}

void
compare_check(enum compare_kind kind, const struct report *report, bool with_open)
{
	if (kind == COMPARE_NONE)
		return;
	if (kind == COMPARE_OTHERS && report->groups.count == 0)
		diag_usage("--compare others needs --group, whose groups it compares");
	if (kind != COMPARE_OTHERS && report->calendar == NULL)
		diag_usage("--compare %s needs --by, whose periods it compares",
		    kind == COMPARE_YEAR ? "year" : "previous");
	if (!with_open)
		diag_usage("--compare needs the open visits, which belong to no row with "
			   "--on left or --group to");
}

/* The period that is compared with this one; false if there is none. */
static bool
find_period(enum compare_kind kind, const struct calendar *calendar, int64_t period,
    int64_t *other)
{
	*other = period - 1;
	return kind == COMPARE_PREVIOUS || calendar_year_before(calendar, period, other);
}

static void
compare_periods(enum compare_kind kind, const struct report *report, struct cells *cells,
    const struct cells_row *row)
{
	struct cell *pair[2] = { row->cell, NULL };
	struct cell result;
	int64_t other;

	if (find_period(kind, report->calendar, row->period, &other))
		pair[1] = cells_find(cells, other, cells_group(cells, row->group),
		    names_id(report->names, row->stage));
	if (pair[1] == NULL) {
		pair[0]->speed = pair[0]->p_value = NAN;
		return;
	}
	/* The earlier one keeps what it was found to be. */
	result = *pair[1];
	logrank(pair, 2);
	pair[1]->speed = result.speed;
	pair[1]->p_value = result.p_value;
}

/* By period, then by stage; groups keep their order. */
static int
compare_rows(const void *a, const void *b)
{
	const struct cells_row *one = *(const struct cells_row *const *)a;
	const struct cells_row *other = *(const struct cells_row *const *)b;
	int order = span_compare(one->stage, other->stage);

	if (one->period != other->period)
		return one->period < other->period ? -1 : 1;
	return order != 0 ? order : (one > other) - (one < other);
}

static void
compare_groups(const struct cells_row *rows, size_t count)
{
	const struct cells_row **order = mem_new(count, sizeof(const struct cells_row *));
	struct cell **cells = mem_new(count, sizeof(struct cell *));

	for (size_t i = 0; i < count; i++)
		order[i] = &rows[i];
	qsort(order, count, sizeof(const struct cells_row *), compare_rows);
	for (size_t i = 0, next; i < count; i = next) {
		for (next = i; next < count && order[next]->period == order[i]->period &&
		     span_equal(order[next]->stage, order[i]->stage);
		     next++)
			cells[next - i] = order[next]->cell;
		logrank(cells, next - i);
	}
	free(cells);
	free(order);
}

void
compare_cells(enum compare_kind kind, const struct report *report, struct cells *cells,
    const struct cells_row *rows, size_t count)
{
	if (kind == COMPARE_OTHERS)
		compare_groups(rows, count);
	else if (kind != COMPARE_NONE)
		for (size_t i = 0; i < count; i++)
			compare_periods(kind, report, cells, &rows[i]);
}
