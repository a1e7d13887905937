/* Reports which leads are stuck: open visits, against the pace of their stage and its SLA. */
#include <stdlib.h>

#include "base/mem.h"
#include "lead/moves.h"

#include "lines.h"
#include "state.h"
#include "summary.h"

/* --stuck has six decimals at most. */
#define MILLION INT64_C(1000000)

struct options {
	const char *stages, *ahead, *stuck, *keep, *unit;
	bool overdue, summary;
};

static void
add_open(struct aging *aging, struct cell *cell, const struct move *move)
{
	struct span key = tsv_join(aging->report.tsv, move->row, aging->columns,
	    aging->keep.count + 1, &aging->text);
	uint32_t ref;
	struct visit *visit = arena_add(&aging->visits, key, &ref);

	*visit = (struct visit){ cell->open, move->since, move->sojourn };
	cell->open = visit;
}

static void
take_moves(struct aging *aging)
{
	struct report *report = &aging->report;
	struct move move;

	while (moves_next(report->moves, &move)) {
		struct cell *cell;

		if (move.to == 0)
			partial_see_open(&aging->state, &move);
		if (move.from == 0 || move.imputed || aging_is_end(aging, move.from))
			continue;
		cell = cells_put(aging->cells, 0,
		    cells_group(aging->cells, report_group(report, move.row)), move.from);
		move.sojourn = report_sojourn(report, &move);
		durations_add(&cell->durations, move.sojourn, move.to == 0, 1);
		if (move.to == 0 && !aging->summary)
			add_open(aging, cell, &move);
	}
}

static void
put_cell(struct aging *aging, const struct cells_row *row)
{
	int64_t sla = row->step != STAGE_NONE ? aging->stages->stage[row->step].sla : -1;

	if (aging->summary)
		summary_put(aging, row, sla);
	else
		lines_put(aging, row, sla);
}

static void
put_table(struct aging *aging)
{
	size_t count;
	struct cells_row *rows =
	    cells_rows(aging->cells, aging->report.names, aging->stages, &count);

	for (size_t i = 0; i < count; i++) {
		struct cell *cell = rows[i].cell;

		if (aging->state.write)
			state_put(aging, &rows[i]);
		else if (cell->durations.open > 0)
			put_cell(aging, &rows[i]);
		durations_free(&cell->durations);
	}
	free(rows);
}

static void
report_aging(struct aging *aging)
{
	const struct report *report = &aging->report;

	if (aging->state.merge)
		state_read(aging);
	else
		take_moves(aging);
	if (!aging->state.write) {
		report_check_table(report, aging->stages);
		if (entered_lacks_open(report->entered))
			diag_note("the moves have no open visits; lf-transitions writes them "
				  "with --open yes");
	}
	put_table(aging);
	if (aging->state.write)
		partial_finish(&aging->state);
}

static void
put_header(struct aging *aging)
{
	struct out *out = &aging->report.out;

	if (aging->state.write) {
		partial_put_header(&aging->state);
		return;
	}
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

/* The table's stages are numbered first, see aging_stage. */
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
	partial_measure(&aging->state);
	if (aging->report.tz != NULL && aging->report.working == NULL && !aging->state.merge)
		diag_usage("--tz needs --calendar, whose zone it is");
	aging->cells = cells_new(sizeof(struct cell));
	if (list_find(&aging->report.groups, span_of("to")) >= 0)
		diag_usage("--group: to is empty where a visit is open");
	if (aging->state.write && !options->summary)
		diag_usage("--partial needs --summary: a state has counts, and names no lead");
	if (aging->state.merge && !options->summary)
		partial_lacks(&aging->state, "summary");
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
		{ OPT_FLAG, "partial", NULL, "write a state that --merge reads",
		    &aging->state.write },
		{ OPT_FLAG, "merge", NULL, "read states of --partial, in any order",
		    &aging->state.merge },
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
	partial_options(&aging->state, table);
}

/* Opens the moves, and finds the columns of the lead and of --keep. */
static void
open_moves(struct aging *aging)
{
	const struct tsv *tsv;
	unsigned parts = MOVE_LEAD | MOVE_SINCE | report_parts(&aging->report);

	report_open_moves(
	    &aging->report, aging->state.write ? parts | MOVE_TIME_IF_ANY : parts);
	tsv = aging->report.tsv;
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
	partial_close(&aging->state);
	report_close(&aging->report);
}

int
main(int argc, char **argv)
{
	struct options options = { 0 };
	struct aging aging = {
		.state = { .form = &state_form, .report = &aging.report },
		.visits = { .size = sizeof(struct visit), .align = 8 },
	};

	parse_options(&aging, &options, argc, argv);
	if (aging.state.merge)
		partial_open(&aging.state);
	take_options(&aging, &options);
	if (!aging.state.merge)
		open_moves(&aging);
	if (!aging.report.common.no_header)
		put_header(&aging);
	report_aging(&aging);
	aging_free(&aging);
	return STATUS_OK;
}
