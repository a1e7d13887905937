/* Reports which share of the leads handed over is accepted, and how soon. */
#include <stdlib.h>

#include "base/map.h"
#include "lead/moves.h"
#include "lead/stages.h"
#include "report/durations.h"
#include "report/grid.h"
#include "report/quantiles.h"
#include "report/report.h"
#include "time/duration.h"

#include "handover.h"

struct options {
	const char *handed, *accepted, *rejected, *basis, *sla, *window, *stages, *unit;
	bool audit, members;
};

enum basis { BASIS_COHORT, BASIS_PERIOD };

/* The figures that count leads, in the order of the columns. */
enum figure {
	HANDED,
	ACCEPTED,
	REJECTED,
	PENDING,
	OVERDUE,
	LATE,
	DIRECT,
	REVERSED,
	OBSERVED,
	FIGURES
};

static const char *const figure_names[FIGURES] = { "handed", "accepted", "rejected",
	"pending", "overdue", "late", "direct", "reversed", "observed" };

/* The leads of a period and group. */
struct cell {
	int64_t figures[FIGURES];
	struct durations decided; /* how long decisions took */
};

struct accept {
	struct report report;
	struct out out;
	struct names *names; /* of stages */
	struct roles roles;
	enum basis basis;
	int64_t sla, window; /* -1: there is none */
	int64_t unit;
	bool audit, members;
	const char *time; /* the column's name */
	struct map *leads; /* their hand-overs; those that entered a stage with a role */
	struct grid *grid; /* of struct cell, without stages */
	int64_t as_of;
};

static void
take_moves(struct accept *accept, struct tsv *tsv, struct moves *moves)
{
	struct move move;
	struct reason why;

	moves_ahead(moves, accept->leads);
	while (moves_next(moves, &move)) {
		enum role role = roles_of(&accept->roles, move.to);
		struct handover *lead;
		uint32_t group;
		bool fresh;

		if (role == ROLE_NONE)
			continue;
		lead = map_put_hinted(accept->leads, move.lead, move.hint, &fresh);
		group =
		    grid_group(accept->grid, report_group(&accept->report, move.row));
		if (handover_take(lead, move.time, group, role, &why) != 0)
			tsv_bad(tsv, move.row, accept->time, &why);
	}
	accept->as_of = moves_as_of(moves);
}

static struct cell *
cell_of(struct accept *accept, const struct entry *entry)
{
	int64_t period = calendar_at(accept->report.calendar, entry->time);

	return grid_cell(accept->grid, period, entry->group, 0);
}

/* Counts a lead in a figure of a row, or, with --members, writes that it is there. */
static void
count(struct accept *accept, struct span lead, const struct entry *entry,
    enum figure figure)
{
	struct out *out = &accept->out;

	if (!accept->members) {
		cell_of(accept, entry)->figures[figure]++;
		return;
	}
	report_put_period(&accept->report, out,
	    calendar_at(accept->report.calendar, entry->time));
	report_put_group(
	    &accept->report, out, grid_group_text(accept->grid, entry->group));
	out_text(out, figure_names[figure]);
	out_char(out, '\t');
	out_span(out, lead);
	out_char(out, '\n');
}

/* A decision that counts, made `usec` after the hand-over. */
static void
count_decision(
    struct accept *accept, struct span name, const struct handover *lead, int64_t usec)
{
	count(accept, name, &lead->handed,
	    lead->decision == ROLE_ACCEPTED ? ACCEPTED : REJECTED);
	if (accept->sla >= 0 && usec > accept->sla)
		count(accept, name, &lead->handed, LATE);
	if (!accept->members)
		durations_add(&cell_of(accept, &lead->handed)->decided, usec, false, 1);
}

/* A lead in the period and group of its hand-over. */
static void
count_in_cohort(struct accept *accept, struct span name, const struct handover *lead)
{
	int64_t watched = accept->as_of - lead->handed.time;
	int64_t usec = lead->decided - lead->handed.time;

	count(accept, name, &lead->handed, HANDED);
	if (lead->decision != ROLE_NONE &&
	    (accept->window < 0 || usec <= accept->window)) {
		count_decision(accept, name, lead, usec);
		if (accept->audit && lead->reversed)
			count(accept, name, &lead->handed, REVERSED);
	} else {
		count(accept, name, &lead->handed, PENDING);
		if (accept->sla >= 0 && watched > accept->sla)
			count(accept, name, &lead->handed, OVERDUE);
	}
	if (accept->audit && accept->window >= 0 && watched >= accept->window)
		count(accept, name, &lead->handed, OBSERVED);
}

/* A lead in the period and group of each of its entries. */
static void
count_in_periods(struct accept *accept, struct span name, const struct handover *lead)
{
	if (lead->handed.made)
		count(accept, name, &lead->handed, HANDED);
	if (lead->accepted.made)
		count(accept, name, &lead->accepted, ACCEPTED);
	if (lead->rejected.made)
		count(accept, name, &lead->rejected, REJECTED);
}

static void
count_leads(struct accept *accept)
{
	struct map_cursor cursor = { 0 };
	const struct handover *lead;

	while ((lead = map_next(accept->leads, &cursor)) != NULL) {
		struct span name = map_key(accept->leads, lead);

		if (accept->basis == BASIS_PERIOD)
			count_in_periods(accept, name, lead);
		else if (lead->handed.made)
			count_in_cohort(accept, name, lead);
		if (accept->audit && lead->direct)
			count(accept, name, &lead->accepted, DIRECT);
	}
}

/* mean and p50 */
static void
put_times(struct accept *accept, struct durations *decided)
{
	struct tally batch[WALK_BATCH];
	struct quantile median = { .share = 1, .whole = 2 };
	struct quantiles spread;
	struct walk walk;
	size_t count;

	quantiles_begin(&spread, decided, &median, 1);
	walk_begin(&walk, decided);
	while ((count = walk_next(&walk, batch)) > 0)
		quantiles_take(&spread, batch, count);
	report_put_ratio(
	    &accept->out, decided->sum, (int128)decided->completed * accept->unit, 4);
	out_char(&accept->out, '\t');
	report_put_ratio(&accept->out, median.num, median.den * accept->unit, 4);
}

static void
put_count(struct out *out, bool known, int64_t figure)
{
	if (known)
		out_integer(out, figure);
	else
		out_span(out, out->null);
	out_char(out, '\t');
}

static void
put_missing(struct out *out, int count)
{
	while (count-- > 0) {
		out_char(out, '\t');
		out_span(out, out->null);
	}
}

static void
put_rates(struct accept *accept, const int64_t *figures)
{
	struct out *out = &accept->out;

	report_put_ratio(out, figures[ACCEPTED], figures[HANDED], 4);
	if (accept->basis == BASIS_PERIOD) {
		put_missing(out, 5);
		return;
	}
	out_char(out, '\t');
	report_put_wilson(out, figures[ACCEPTED], figures[HANDED]);
	out_char(out, '\t');
	report_put_ratio(
	    out, figures[ACCEPTED], figures[ACCEPTED] + figures[REJECTED], 4);
	out_char(out, '\t');
}

static void
put_audit(struct accept *accept, const int64_t *figures)
{
	struct out *out = &accept->out;

	out_char(out, '\t');
	out_integer(out, figures[DIRECT]);
	if (accept->basis == BASIS_PERIOD) {
		put_missing(out, 2);
		return;
	}
	out_char(out, '\t');
	out_integer(out, figures[REVERSED]);
	out_char(out, '\t');
	report_put_ratio(
	    out, figures[OBSERVED], accept->window >= 0 ? figures[HANDED] : 0, 4);
}

static void
put_row(struct accept *accept, int64_t period, uint32_t group)
{
	struct cell none = { 0 };
	struct cell *cell = grid_find(accept->grid, period, group, 0);
	const int64_t *figures;
	bool cohort = accept->basis == BASIS_COHORT;
	struct out *out = &accept->out;

	if (cell == NULL)
		cell = &none;
	figures = cell->figures;
	report_put_period(&accept->report, out, period);
	report_put_group(&accept->report, out, grid_group_text(accept->grid, group));
	for (int i = HANDED; i <= REJECTED; i++)
		put_count(out, true, figures[i]);
	put_count(out, cohort, figures[PENDING]);
	put_count(out, cohort && accept->sla >= 0, figures[OVERDUE]);
	put_count(out, cohort && accept->sla >= 0, figures[LATE]);
	put_rates(accept, figures);
	if (cohort)
		put_times(accept, &cell->decided);
	if (accept->audit)
		put_audit(accept, figures);
	out_char(out, '\n');
	durations_free(&cell->decided);
}

/* Keeps the groups, of count, in which a lead is counted; returns how many. */
static uint32_t
keep_counted(const struct accept *accept, uint32_t *groups, uint32_t count, int64_t first,
    int64_t last)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < count; i++)
		for (int64_t period = first; period <= last; period++)
			if (grid_find(accept->grid, period, groups[i], 0) != NULL) {
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

	if (!grid_periods(accept->grid, &first, &last))
		return;
	groups = grid_group_order(accept->grid);
	count = keep_counted(accept, groups, grid_group_count(accept->grid), first, last);
	for (int64_t period = first; period <= last; period++)
		for (uint32_t i = 0; i < count; i++)
			put_row(accept, period, groups[i]);
	free(groups);
}

static void
put_header(struct accept *accept)
{
	struct out *out = &accept->out;

	report_put_header(&accept->report, out);
	if (accept->members)
		out_text(out, "column\tlead");
	else
		out_text(out, "handed\taccepted\trejected\tpending\toverdue\tlate\trate\t"
			      "rate_lo\trate_hi\trate_decided\tmean\tp50");
	if (accept->audit && !accept->members)
		out_text(out, "\tdirect\treversed\tobserved");
	report_end_header(out);
}

/* The SLA: --sla, or else that of the stage handed over in --stages, or -1. */
static int64_t
find_sla(const struct options *options)
{
	struct stages *stages;
	size_t at;
	int64_t sla = -1;

	if (options->stages != NULL) {
		stages = stages_read(options->stages);
		at = stages_find(stages, span_of(options->handed));
		if (at != STAGE_NONE)
			sla = stages->stage[at].sla;
		stages_free(stages);
	}
	return options->sla != NULL ? options_duration("sla", options->sla) : sla;
}

static void
take_options(struct accept *accept, const struct options *options)
{
	struct reason why;

	report_setup(&accept->report, "all");
	if (options->basis != NULL)
		accept->basis = (enum basis)options_choice(
		    "basis", options->basis, "cohort|period");
	accept->window =
	    options->window != NULL ? options_duration("window", options->window) : -1;
	if (accept->window >= 0 && accept->basis == BASIS_PERIOD)
		diag_usage("--window and --basis period exclude each other: entries are "
			   "counted there, not decisions");
	accept->sla = find_sla(options);
	if (unit_parse(span_of(options->unit == NULL ? "days" : options->unit),
		&accept->unit, &why) != 0)
		diag_usage("--unit: %s", why.text);
	accept->audit = options->audit;
	accept->members = options->members;
	accept->names = names_new();
	roles_set(&accept->roles, accept->names, span_of(options->handed), ROLE_HANDED);
	roles_set_list(&accept->roles, accept->names, options->accepted, ROLE_ACCEPTED);
	if (options->rejected != NULL)
		roles_set_list(
		    &accept->roles, accept->names, options->rejected, ROLE_REJECTED);
}

static void
accept_free(struct accept *accept)
{
	free(accept->roles.role);
	map_free(accept->leads);
	grid_free(accept->grid);
	names_free(accept->names);
	report_close(&accept->report);
}

static void
report_acceptance(struct accept *accept, struct tsv *tsv, struct moves *moves)
{
	take_moves(accept, tsv, moves);
	count_leads(accept);
	if (!accept->members)
		put_table(accept);
}

int
main(int argc, char **argv)
{
	struct options options = { 0 };
	struct accept accept = { .leads = map_new(sizeof(struct handover), 8),
		.grid = grid_new(sizeof(struct cell)) };
	struct opt shared[5];
	struct opt table[] = {
		{ OPT_NEEDED, "handed", "STAGE", "the stage of leads handed over",
		    &options.handed },
		{ OPT_NEEDED, "accepted", "STAGE,...", "the stages of accepted leads",
		    &options.accepted },
		{ OPT_TEXT, "rejected", "STAGE,...", "the stages of rejected leads",
		    &options.rejected },
		{ OPT_TABLE, NULL, NULL, NULL, shared },
		{ OPT_TEXT, "basis", "cohort|period",
		    "count leads in the period of the handover (cohort) or of each entry",
		    &options.basis },
		{ OPT_TEXT, "sla", "DURATION", "how long a decision may take",
		    &options.sla },
		{ OPT_TEXT, "window", "DURATION", "later decisions do not count",
		    &options.window },
		{ OPT_TEXT, "stages", "FILE", "the stage table, for the SLA",
		    &options.stages },
		{ OPT_TEXT, "unit", "UNIT",
		    "the unit of mean and p50: seconds, minutes, hours, days (default) "
		    "or weeks",
		    &options.unit },
		{ OPT_FLAG, "audit", NULL, "add columns direct, reversed and observed",
		    &options.audit },
		{ OPT_FLAG, "members", NULL, "print the leads behind each figure instead",
		    &options.members },
		{ 0 },
	};
	const struct program program = { .name = "lf-accept",
		.purpose = "Reports which share of the leads handed over is accepted, "
			   "and how soon.",
		.examples = "  lf-accept --handed MQL --accepted SQL moves.tsv\n"
			    "  lf-accept --handed MQL --accepted SQL --by month moves.tsv\n",
		.table = table };
	struct common common = { 0 };
	struct tsv *tsv;
	struct moves *moves;

	report_table(&accept.report, shared);
	options_parse(&program, &common, argc, argv);
	take_options(&accept, &options);
	accept.time = common.time;
	out_open(&accept.out);
	tsv = tsv_open(&common, &accept.out);
	moves = moves_open(tsv, &common, accept.names, MOVE_LEAD | MOVE_TIME);
	report_bind(&accept.report, tsv);
	if (!common.no_header)
		put_header(&accept);
	report_acceptance(&accept, tsv, moves);
	moves_close(moves);
	tsv_close(tsv);
	accept_free(&accept);
	return STATUS_OK;
}
