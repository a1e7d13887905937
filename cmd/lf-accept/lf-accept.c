/* Reports which share of the leads handed over is accepted, and how soon. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/map.h"
#include "lead/moves.h"
#include "lead/stages.h"
#include "report/cells.h"
#include "report/partialread.h"
#include "report/partialwrite.h"
#include "report/report.h"

#include "columns.h"
#include "ended.h"
#include "handover.h"
#include "roles.h"
#include "state.h"

struct options {
	const char *handed, *accepted, *rejected, *basis, *sla, *window, *stages, *unit;
	bool audit, members;
};

struct accept {
	struct report report;
	struct state state;
	struct roles roles;
	struct columns columns;
	struct stages *stages; /* or NULL */
	struct ended ended;
	bool members;
	struct map *leads; /* handovers of the leads that entered a stage with a role */
	struct cells *cells; /* without stages */
	int64_t as_of;
};

/* Reports stages of options, or of the moves, that nothing answers to, and missing visits. */
static void
check_names(const struct accept *accept)
{
	static const char *const options[] = { [ROLE_HANDED] = "--handed",
		[ROLE_ACCEPTED] = "--accepted", [ROLE_REJECTED] = "--rejected" };

	for (uint32_t stage = 1; stage <= accept->roles.last; stage++)
		report_check_stage(
		    &accept->report, options[roles_of(&accept->roles, stage)], stage);
	report_check_spelling(&accept->report);
	report_check_table(&accept->report, accept->stages);
	if (accept->columns.sla >= 0 || accept->columns.window >= 0)
		report_check_open(
		    &accept->report, "overdue and observed are as of the last move");
}

static void
take_open(struct accept *accept, const struct move *move)
{
	struct handover *lead = map_get(accept->leads, move->lead);

	partial_see_open(&accept->state.partial, move);
	if (lead == NULL)
		return;
	if (lead->handed.made && lead->decision == ROLE_NONE &&
	    roles_of(&accept->roles, move->from) == ROLE_NONE)
		ended_take(&accept->ended, accept->stages,
		    names_text(accept->report.names, move->from));
	if (lead->open)
		moves_open_again(accept->report.moves, move);
	lead->open = true;
}

static void
take_moves(struct accept *accept)
{
	struct report *report = &accept->report;
	struct move move;
	struct reason why;

	moves_ahead(report->moves, accept->leads);
	while (moves_next(report->moves, &move)) {
		enum role role = roles_of(&accept->roles, move.to);
		struct handover *lead;
		uint32_t group;
		bool fresh;

		if (role == ROLE_NONE) {
			if (move.to == 0)
				take_open(accept, &move);
			continue;
		}
		lead = map_put_hinted(accept->leads, move.lead, move.hint, &fresh);
		group = cells_group(accept->cells, report_group(report, move.row));
		if (handover_take(lead, move.time, group, role, &why) != 0)
			tsv_bad(report->tsv, move.row, report->common.time, &why);
	}
	accept->as_of = moves_as_of(report->moves);
}

static struct cell *
cell_of(struct accept *accept, const struct entry *entry)
{
	int64_t period = calendar_at(accept->report.calendar, entry->time);

	return cells_put(accept->cells, period, entry->group, 0);
}

/*
 * Counts a lead in a figure of a row, or writes that it counts, with --members; time is
 * that of the move that made it so.
 */
static void
count(struct accept *accept, struct span lead, const struct entry *entry,
    enum figure figure, int64_t time)
{
	struct out *out = &accept->report.out;

	if (!accept->members) {
		cell_of(accept, entry)->figures[figure]++;
		return;
	}
	report_put_keys(&accept->report, out,
	    calendar_at(accept->report.calendar, entry->time),
	    cells_group_text(accept->cells, entry->group));
	report_put_member(out, columns_name(figure), lead, time);
}

/* A decision that counts, made `usec` after the handover. */
static void
count_decision(
    struct accept *accept, struct span name, const struct handover *lead, int64_t usec)
{
	bool accepted = lead->decision == ROLE_ACCEPTED;

	accept->state.accepted += accepted;
	count(
	    accept, name, &lead->handed, accepted ? ACCEPTED : REJECTED, lead->decided);
	if (accept->columns.sla >= 0 && usec > accept->columns.sla)
		count(accept, name, &lead->handed, LATE, lead->decided);
	if (accept->columns.audit && lead->changed)
		count(accept, name, &lead->handed, accepted ? REVERSED : RECOVERED,
		    lead->changed_at);
	if (!accept->members)
		durations_add(&cell_of(accept, &lead->handed)->decided, usec, false, 1);
}

/* Counts a lead in the period and group of its handover. */
static void
count_in_cohort(struct accept *accept, struct span name, const struct handover *lead)
{
	const struct columns *columns = &accept->columns;
	bool decided = lead->decision != ROLE_NONE;
	int64_t handed = lead->handed.time;
	int64_t watched = report_between(&accept->report, handed, accept->as_of);
	int64_t usec =
	    decided ? report_between(&accept->report, handed, lead->decided) : 0;

	accept->state.handed++;
	count(accept, name, &lead->handed, HANDED, handed);
	if (decided && (columns->window < 0 || usec <= columns->window)) {
		count_decision(accept, name, lead, usec);
	} else {
		count(accept, name, &lead->handed, PENDING, handed);
		if (columns->sla >= 0 && watched > columns->sla)
			count(accept, name, &lead->handed, OVERDUE, handed);
	}
	if (columns->audit && columns->window >= 0 && watched >= columns->window)
		count(accept, name, &lead->handed, OBSERVED, handed);
}

/* Counts a lead in the period and group of each of its entries. */
static void
count_in_periods(struct accept *accept, struct span name, const struct handover *lead)
{
	if (lead->handed.made)
		count(accept, name, &lead->handed, HANDED, lead->handed.time);
	if (lead->accepted.made)
		count(accept, name, &lead->accepted, ACCEPTED, lead->accepted.time);
	if (lead->rejected.made)
		count(accept, name, &lead->rejected, REJECTED, lead->rejected.time);
}

static void
count_leads(struct accept *accept)
{
	struct map_cursor cursor = { 0 };
	const struct handover *lead;

	while ((lead = map_next(accept->leads, &cursor)) != NULL) {
		struct span name = map_key(accept->leads, lead);

		accept->state.direct += lead->direct;
		if (accept->state.partial.write)
			state_add(&accept->state, lead);
		else if (accept->columns.basis == BASIS_PERIOD)
			count_in_periods(accept, name, lead);
		else if (lead->handed.made)
			count_in_cohort(accept, name, lead);
		if (accept->columns.audit && lead->direct && !accept->state.partial.write)
			count(accept, name, &lead->accepted, DIRECT, lead->accepted.time);
	}
}

/* A rate of 0 may be right, but not if it is that of the way back. */
static void
note_reversed(const struct accept *accept)
{
	const struct state *state = &accept->state;

	if (state->handed > 0 && state->accepted == 0 && state->direct > 0)
		diag_note("no lead is accepted after its handover, but %" PRIu64 " before it or "
			  "without one: are --handed and --accepted the wrong way round?",
		    state->direct);
}

static void
put_row(struct accept *accept, int64_t period, uint32_t group)
{
	struct out *out = &accept->report.out;
	struct cell *cell = cells_find(accept->cells, period, group, 0);
	struct cell none = { 0 };

	if (cell == NULL)
		cell = &none;
	report_put_keys(
	    &accept->report, out, period, cells_group_text(accept->cells, group));
	columns_put(&accept->columns, out, cell);
	out_char(out, '\n');
	durations_free(&cell->decided);
}

/* Keeps those of the groups in which a lead is counted; returns how many they are. */
static uint32_t
keep_counted(const struct accept *accept, uint32_t *groups, uint32_t count, int64_t first,
    int64_t last)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < count; i++)
		for (int64_t period = first; period <= last; period++)
			if (cells_find(accept->cells, period, groups[i], 0) != NULL) {
				groups[kept++] = groups[i];
				break;
			}
	return kept;
}

static void
put_table(struct accept *accept)
{
	uint32_t *groups;
	uint32_t count;
	int64_t first, last;

	if (!cells_periods(accept->cells, &first, &last))
		return;
	groups = cells_groups(accept->cells, &count);
	count = keep_counted(accept, groups, count, first, last);
	for (int64_t period = first; period <= last; period++)
		for (uint32_t i = 0; i < count; i++)
			put_row(accept, period, groups[i]);
	free(groups);
}

static void
put_header(struct accept *accept)
{
	struct out *out = &accept->report.out;

	if (accept->state.partial.write) {
		partial_put_header(&accept->state.partial);
		return;
	}
	report_put_header(&accept->report, out);
	if (accept->members)
		out_text(out, "column\tlead\ttime");
	else
		columns_put_header(&accept->columns, out);
	report_end_header(out);
}

/* The SLA: --sla, or that of --handed in --stages, or -1 for none. */
static int64_t
find_sla(const struct accept *accept, const struct options *options)
{
	const struct stages *stages = accept->stages;
	size_t at = stages_find(stages, span_of(options->handed));

	if (options->sla != NULL)
		return options_duration("sla", options->sla, accept->report.measure);
	return at != STAGE_NONE ? stages->stage[at].sla : -1;
}

static void
take_columns(struct accept *accept, const struct options *options)
{
	struct columns *columns = &accept->columns;
	struct measure measure = accept->report.measure;

	if (options->basis != NULL)
		columns->basis = (enum basis)options_choice(
		    "basis", options->basis, "cohort|period");
	columns->window = options->window != NULL ?
	    options_duration("window", options->window, measure) :
	    -1;
	if (columns->window >= 0 && columns->basis == BASIS_PERIOD)
		diag_usage("--window and --basis period exclude each other: a period "
			   "counts entries, not decisions");
	columns->sla = find_sla(accept, options);
	if (columns->window >= 0 && columns->sla > columns->window)
		diag_usage("the SLA is longer than --window: no decision that counts could be "
			   "late");
	columns->unit = report_unit(options->unit, measure);
	columns->audit = options->audit;
	columns->with_rejected = options->rejected != NULL;
}

static void
take_options(struct accept *accept, const struct options *options)
{
	struct names *names;

	report_setup(&accept->report, "all");
	partial_measure(&accept->state.partial);
	if (options->stages != NULL)
		accept->stages = stages_read_by(options->stages, accept->report.measure);
	take_columns(accept, options);
	accept->members = options->members;
	names = accept->report.names;
	roles_set(&accept->roles, names, span_of(options->handed), ROLE_HANDED);
	roles_set_list(&accept->roles, names, options->accepted, ROLE_ACCEPTED);
	if (options->rejected != NULL)
		roles_set_list(&accept->roles, names, options->rejected, ROLE_REJECTED);
}

static void
parse_options(struct accept *accept, struct options *options, int argc, char **argv)
{
	struct opt shared[5];
	struct opt table[] = {
		{ OPT_NEEDED, "handed", "STAGE", "the stage of leads handed over",
		    &options->handed },
		{ OPT_NEEDED, "accepted", "STAGE,...", "the stages of accepted leads",
		    &options->accepted },
		{ OPT_TEXT, "rejected", "STAGE,...", "the stages of rejected leads",
		    &options->rejected },
		{ OPT_TABLE, NULL, NULL, NULL, shared },
		{ OPT_TEXT, "basis", "cohort|period",
		    "count leads in the period of the handover (cohort) or of each entry",
		    &options->basis },
		{ OPT_TEXT, "sla", "DURATION", "how long a decision may take",
		    &options->sla },
		{ OPT_TEXT, "window", "DURATION", "later decisions do not count",
		    &options->window },
		{ OPT_TEXT, "stages", "FILE", "the stage table, for the SLA",
		    &options->stages },
		{ OPT_TEXT, "unit", "UNIT",
		    "the unit of mean and p50: seconds, minutes, hours, days (default) "
		    "or weeks",
		    &options->unit },
		{ OPT_TEXT, "calendar", "FILE",
		    "the working calendar, in --tz: durations count working time alone",
		    &accept->report.working },
		{ OPT_FLAG, "audit", NULL, "add columns direct, reversed, recovered and observed",
		    &options->audit },
		{ OPT_FLAG, "members", NULL, "print the leads behind each figure instead",
		    &options->members },
		{ OPT_FLAG, "partial", NULL, "write a state that --merge reads",
		    &accept->state.partial.write },
		{ OPT_FLAG, "merge", NULL, "read states of --partial, in any order",
		    &accept->state.partial.merge },
		{ 0 },
	};
	const struct program program = { .name = "lf-accept",
		.purpose = "Reports which share of the leads handed over is accepted, "
			   "and how soon.",
		.examples = "  lf-accept --handed MQL --accepted SQL moves.tsv\n"
			    "  lf-accept --handed MQL --accepted SQL --by month moves.tsv\n",
		.table = table,
		.spares = &accept->state.partial.merge };

	report_table(&accept->report, shared);
	options_parse(&program, &accept->report.common, argc, argv);
	partial_options(&accept->state.partial, table);
}

static void
report_acceptance(struct accept *accept)
{
	if (accept->state.partial.merge) {
		state_read(&accept->state);
	} else {
		take_moves(accept);
		count_leads(accept);
	}
	if (accept->state.partial.write) {
		partial_finish(&accept->state.partial);
		return;
	}
	check_names(accept);
	note_reversed(accept);
	if (accept->columns.basis == BASIS_COHORT)
		ended_note(&accept->ended, accept->stages);
	if (!accept->members)
		put_table(accept);
}

static void
accept_free(struct accept *accept)
{
	roles_free(&accept->roles);
	ended_free(&accept->ended);
	stages_free(accept->stages);
	partial_close(&accept->state.partial);
	map_free(accept->leads);
	cells_free(accept->cells);
	report_close(&accept->report);
}

int
main(int argc, char **argv)
{
	struct options options = { 0 };
	struct accept accept = { .state = { .columns = &accept.columns } };

	accept.state.partial = (struct partial){ .form = &state_form, .report = &accept.report };
	parse_options(&accept, &options, argc, argv);
	accept.leads = map_new(sizeof(struct handover), 8);
	accept.cells = accept.state.cells = cells_new(sizeof(struct cell));
	if (accept.state.partial.merge)
		partial_open(&accept.state.partial);
	take_options(&accept, &options);
	if (!accept.state.partial.merge)
		report_open_moves(&accept.report, MOVE_LEAD | MOVE_TIME);
	if (!accept.report.common.no_header)
		put_header(&accept);
	report_acceptance(&accept);
	accept_free(&accept);
	return STATUS_OK;
}
