/* Reports which leads are stuck: open visits, against the pace of their stage and its SLA. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/mem.h"
#include "lead/moves.h"
#include "lead/stages.h"
#include "report/cells.h"
#include "report/report.h"

#include "pace.h"

enum { PLACES = 4, AHEAD = 16 };

/* --stuck has six decimals at most. */
#define MILLION INT64_C(1000000)
/* Of --summary without --stuck. */
#define STUCK_DEFAULT 50000

struct options {
	const char *stages, *ahead, *stuck, *keep, *unit;
	bool overdue, summary;
};

struct aging {
	struct report report;
	struct stages *stages; /* or NULL */
	int64_t ahead, unit; /* microseconds */
	int64_t stuck; /* millionths; -1: all visits have a row */
	bool overdue, summary;
	struct list keep;

	size_t *columns; /* the lead and --keep in the input */
	struct text text; /* their values */
	struct arena visits; /* open ones */
	struct cells *cells; /* of struct cell */
};

/* The row of a stage in the table, or NULL: its number, less one, is its place there. */
static const struct stage *
stage_of(const struct aging *aging, uint32_t stage)
{
	return aging->stages != NULL && stage <= aging->stages->count ?
	    &aging->stages->stage[stage - 1] :
	    NULL;
}

static void
add_open(struct aging *aging, struct cell *cell, const struct move *move)
{
	struct span key = tsv_join(aging->report.tsv, move->row, aging->columns,
	    aging->keep.count + 1, &aging->text);
	uint32_t ref;
	struct visit *visit = arena_add(&aging->visits, key, &ref);

	*visit = (struct visit){ cell->open, move->since, move->sojourn };
	cell->open = visit;
	cell->open_count++;
}

static void
take_moves(struct aging *aging)
{
	struct report *report = &aging->report;
	struct move move;

	while (moves_next(report->moves, &move)) {
		const struct stage *stage = stage_of(aging, move.from);
		struct cell *cell;

		if (move.from == 0 || move.imputed ||
		    (stage != NULL && stage->path == PATH_END))
			continue;
		cell = cells_put(aging->cells, 0,
		    cells_group(aging->cells, report_group(report, move.row)), move.from);
		move.sojourn = report_sojourn(report, &move);
		durations_add(&cell->durations, move.sojourn, move.to == 0, 1);
		if (move.to == 0)
			add_open(aging, cell, &move);
	}
	report_check_table(report, aging->stages);
	if (entered_lacks_open(report->entered))
		diag_note("the moves have no open visits; lf-transitions writes them with "
			  "--open yes");
}

/* The lead of a visit, and the values of --keep, if there are any. */
static struct span
lead_of(const struct aging *aging, const struct visit *visit, struct span *kept)
{
	struct span lead;

	*kept = arena_key(&aging->visits, visit);
	span_take(kept, '\t', &lead);
	return lead;
}

/* A row for a visit: what it is sorted by, and where the visit stands. */
struct line {
	int64_t since;
	struct span lead, kept;
	const struct pace *pace;
};

static int
compare_lines(const void *a, const void *b)
{
	const struct line *one = a;
	const struct line *other = b;
	int order;

	if (one->since != other->since)
		return one->since < other->since ? -1 : 1;
	order = span_compare(one->lead, other->lead);
	return order != 0 ? order : span_compare(one->kept, other->kept);
}

/* Writes a TAB, and num/den microseconds in the unit; a missing value if den is 0. */
static void
put_time(struct aging *aging, int64_t num, int64_t den)
{
	struct out *out = &aging->report.out;

	out_char(out, '\t');
	report_put_ratio(out, num, (int128)den * aging->unit, PLACES);
}

static void
put_line(
    struct aging *aging, const struct cells_row *row, const struct line *line, int64_t sla)
{
	struct out *out = &aging->report.out;
	const struct pace *pace = line->pace;
	int64_t over = pace->sojourn - sla;

	report_put_group(&aging->report, out, row->group);
	out_span(out, row->stage);
	out_char(out, '\t');
	out_span(out, line->lead);
	out_char(out, '\t');
	out_instant(out, line->since);
	put_time(aging, pace->sojourn, 1);
	out_char(out, '\t');
	curve_put_over(out, &pace->now);
	out_char(out, '\t');
	if (pace->now.value > 0)
		curve_put_over(out, &pace->ahead);
	else
		out_span(out, out->null);
	put_time(aging, sla, sla >= 0);
	put_time(aging, over, sla >= 0 && over > 0);
	if (aging->keep.count > 0) {
		out_char(out, '\t');
		out_joined(out, line->kept);
	}
	out_char(out, '\n');
}

static bool
has_line(const struct aging *aging, const struct pace *pace, int64_t sla)
{
	return (!aging->overdue || (sla >= 0 && pace->sojourn > sla)) &&
	    (aging->stuck < 0 || pace_is_stuck(pace, aging->stuck));
}

static void
put_lines(
    struct aging *aging, const struct cells_row *row, const struct pace *paces, int64_t sla)
{
	const struct cell *cell = row->cell;
	struct line *lines = mem_new(cell->open_count, sizeof(*lines));
	size_t count = 0;

	/* The longest visits first: this is nearly the order of since, and sorted fast. */
	for (size_t i = cell->open_count; i-- > 0;) {
		struct line *line = &lines[count];

		/* Visits lie in the order of rows: fetched ahead, a million take 0.2 s less. */
		if (i >= AHEAD)
			__builtin_prefetch(paces[i - AHEAD].visit);
		if (!has_line(aging, &paces[i], sla))
			continue;
		line->pace = &paces[i];
		line->since = paces[i].visit->since;
		line->lead = lead_of(aging, paces[i].visit, &line->kept);
		count++;
	}
	qsort(lines, count, sizeof(*lines), compare_lines);
	for (size_t i = 0; i < count; i++) {
		if (count - i > AHEAD)
			__builtin_prefetch(lines[i + AHEAD].lead.ptr);
		put_line(aging, row, &lines[i], sla);
	}
	free(lines);
}

/* The row of a stage and group with --summary. paces are by sojourn. */
static void
put_summary(
    struct aging *aging, const struct cells_row *row, const struct pace *paces, int64_t sla)
{
	struct out *out = &aging->report.out;
	size_t count = ((const struct cell *)row->cell)->open_count;
	int64_t limit = aging->stuck < 0 ? STUCK_DEFAULT : aging->stuck;
	uint64_t stuck = 0;
	uint64_t overdue = 0;

	for (size_t i = 0; i < count; i++) {
		stuck += pace_is_stuck(&paces[i], limit);
		overdue += paces[i].sojourn > sla;
	}
	report_put_group(&aging->report, out, row->group);
	out_span(out, row->stage);
	out_char(out, '\t');
	out_count(out, count);
	put_time(aging, paces[count - 1].sojourn, 1);
	put_time(aging, paces[(count - 1) / 2].sojourn + paces[count / 2].sojourn, 2);
	out_char(out, '\t');
	out_count(out, stuck);
	out_char(out, '\t');
	if (sla >= 0)
		out_count(out, overdue);
	else
		out_span(out, out->null);
	out_char(out, '\n');
}

static void
put_cell(struct aging *aging, const struct cells_row *row)
{
	struct pace *paces = pace_of(row->cell, aging->ahead);
	int64_t sla = row->step != STAGE_NONE ? aging->stages->stage[row->step].sla : -1;

	if (aging->summary)
		put_summary(aging, row, paces, sla);
	else
		put_lines(aging, row, paces, sla);
	free(paces);
}

static void
put_table(struct aging *aging)
{
	size_t count;
	struct cells_row *rows =
	    cells_rows(aging->cells, aging->report.names, aging->stages, &count);

	for (size_t i = 0; i < count; i++) {
		struct cell *cell = rows[i].cell;

		if (cell->open_count > 0)
			put_cell(aging, &rows[i]);
		durations_free(&cell->durations);
	}
	free(rows);
}

static void
put_header(struct aging *aging)
{
	struct out *out = &aging->report.out;

	report_put_header(&aging->report, out);
	if (aging->summary)
		out_text(out, "stage\topen\toldest\tp50\tstuck\toverdue");
	else
		out_text(out, "stage\tlead\tsince\tsojourn\tpassed\tchance\tsla\tover");
	if (aging->keep.count > 0) {
		out_char(out, '\t');
		out_columns(out, &aging->keep);
	}
	report_end_header(out);
}

static int64_t
parse_stuck(const char *text)
{
	struct reason why;
	int128 value;
	int places;

	if (decimal_parse(span_of(text), &value, &places, &why) != 0)
		diag_usage("--stuck: %s", why.text);
	if (value < 0 || value > DECIMAL_ONE || places > 6)
		diag_usage("--stuck: '%s' is not a number from 0 to 1 with six decimals at "
			   "most",
		    text);
	return (int64_t)(value / (DECIMAL_ONE / MILLION));
}

static void
check_overdue(const struct stages *stages)
{
	for (size_t i = 0; stages != NULL && i < stages->count; i++)
		if (stages->stage[i].path != PATH_END && stages->stage[i].sla >= 0)
			return;
	diag_usage("--overdue needs --stages with an sla");
}

/* The table's stages are numbered first, see stage_of. */
static void
take_stages(struct aging *aging, const char *path)
{
	aging->stages = stages_read_by(path, aging->report.measure);
	for (size_t i = 0; i < aging->stages->count; i++)
		names_id(aging->report.names, aging->stages->stage[i].name);
}

static void
take_options(struct aging *aging, const struct options *options)
{
	report_setup(&aging->report, NULL);
	if (aging->report.tz != NULL && aging->report.working == NULL)
		diag_usage("--tz needs --calendar, whose zone it is");
	aging->cells = cells_new(sizeof(struct cell));
	if (list_find(&aging->report.groups, span_of("to")) >= 0)
		diag_usage("--group: to is empty where a visit is open");
	if (options->summary && options->keep != NULL)
		diag_usage("--summary and --keep exclude each other: a summary has no rows "
			   "of leads");
	if (options->summary && options->overdue)
		diag_usage("--summary and --overdue exclude each other: a summary counts "
			   "what is overdue beside the rest");
	aging->ahead = options_duration("ahead",
	    options->ahead != NULL ? options->ahead : "30d", aging->report.measure);
	aging->stuck = options->stuck != NULL ? parse_stuck(options->stuck) : -1;
	aging->unit = report_unit(options->unit, aging->report.measure);
	aging->overdue = options->overdue;
	aging->summary = options->summary;
	if (options->keep != NULL)
		aging->keep = list_parse(options->keep);
	if (options->stages != NULL)
		take_stages(aging, options->stages);
	if (options->overdue)
		check_overdue(aging->stages);
}

static void
parse_options(struct aging *aging, struct options *options, int argc, char **argv)
{
	struct opt table[] = {
		{ OPT_TEXT, "stages", "FILE",
		    "the stage table: the order of stages, their SLA, and its ends are left "
		    "out",
		    &options->stages },
		{ OPT_TEXT, "ahead", "DURATION",
		    "chance is that a visit ends within this time (30d)", &options->ahead },
		{ OPT_TEXT, "stuck", "SHARE",
		    "only visits whose chance is at most SHARE, from 0 to 1",
		    &options->stuck },
		{ OPT_FLAG, "overdue", NULL,
		    "only visits longer than the SLA of their stage", &options->overdue },
		{ OPT_FLAG, "summary", NULL, "a row for each stage instead of each visit",
		    &options->summary },
		{ OPT_TEXT, "keep", "COL,...", "add these columns of the moves",
		    &options->keep },
		{ OPT_TEXT, "unit", "UNIT",
		    "seconds, minutes, hours, days (default) or weeks", &options->unit },
		{ OPT_TEXT, "calendar", "FILE",
		    "the working calendar, in --tz: durations count working time alone",
		    &aging->report.working },
		{ OPT_TEXT, "tz", "ZONE", "the time zone of the calendar", &aging->report.tz },
		{ OPT_TEXT, "group", "COL,...", "apart for each value of these columns",
		    &aging->report.group },
		{ 0 },
	};
	const struct program program = { .name = "lf-aging",
		.purpose =
		    "Reports which leads are stuck: open visits, against the pace of "
		    "their stage.",
		.examples = "  lf-aging --stages stages.tsv --stuck 0.05 moves.tsv\n"
			    "  lf-aging --stages stages.tsv --summary moves.tsv\n",
		.table = table };

	options_parse(&program, &aging->report.common, argc, argv);
}

/* Finds the columns of the lead and of --keep. */
static void
find_columns(struct aging *aging)
{
	const struct tsv *tsv = aging->report.tsv;

	aging->columns = mem_new(aging->keep.count + 1, sizeof(*aging->columns));
	aging->columns[0] = tsv_need(tsv, aging->report.common.lead);
	for (size_t i = 0; i < aging->keep.count; i++)
		aging->columns[i + 1] =
		    tsv_need_for(tsv, aging->keep.item[i], tsv_name(tsv));
}

static void
aging_free(struct aging *aging)
{
	free(aging->columns);
	list_free(&aging->keep);
	text_free(&aging->text);
	arena_free(&aging->visits);
	cells_free(aging->cells);
	stages_free(aging->stages);
	report_close(&aging->report);
}

int
main(int argc, char **argv)
{
	struct options options = { 0 };
	struct aging aging = { .visits = { .size = sizeof(struct visit), .align = 8 } };

	parse_options(&aging, &options, argc, argv);
	take_options(&aging, &options);
	report_open_moves(&aging.report, MOVE_LEAD | MOVE_SINCE | report_parts(&aging.report));
	find_columns(&aging);
	if (!aging.report.common.no_header)
		put_header(&aging);
	take_moves(&aging);
	put_table(&aging);
	aging_free(&aging);
	return STATUS_OK;
}
