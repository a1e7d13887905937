/* Reports how long leads stay in each stage, visits that are still open included. */
#include "report/partialread.h"
#include "report/partialwrite.h"
#include "time/instant.h"

#include "state.h"

static void
parse_span(struct velocity *velocity)
{
	velocity->from = velocity->from_text != NULL ?
	    options_time("from", velocity->from_text) :
	    INSTANT_MIN;
	velocity->until = velocity->until_text != NULL ?
	    options_time("until", velocity->until_text) :
	    INSTANT_END;
	if (velocity->from >= velocity->until)
		diag_usage("--until: '%s' is not after --from", velocity->until_text);
}

/* Takes the table, and numbers its stages before all others: they have rows without visits, too. */
static void
take_stages(struct velocity *velocity)
{
	struct stages *stages = partial_stages(&velocity->state, velocity->stages_path);

	velocity->stages = stages;
	for (size_t i = 0; stages != NULL && i < stages->count; i++)
		names_id(velocity->report.names, stages->stage[i].name);
}

/* Refuses an option that does not go with another one, if it is given. */
static void
exclude(const char *text, const char *name, const char *other, const char *reason)
{
	if (text != NULL)
		diag_usage("--%s and --%s exclude each other: %s", name, other, reason);
}

static void
take_per(struct velocity *velocity)
{
	if (velocity->per == NULL)
		return;
	velocity->per_lead = options_choice("per", velocity->per, "visit|lead") == 1;
	if (velocity->per_lead && velocity->by_left)
		diag_usage("--on left and --per lead exclude each other: a lead counts in the "
			   "period of its first entry");
}

static void
take_seen_from(struct velocity *velocity)
{
	static const char *const other = "seen-from";
	static const char *const reason = "visits that began before the log was complete "
					  "have no place then";

	velocity->seen_from = INSTANT_MIN;
	if (velocity->seen_text == NULL)
		return;
	velocity->seen_from = options_time("seen-from", velocity->seen_text);
	exclude(velocity->report.by, "by", other, reason);
	exclude(velocity->from_text, "from", other, reason);
	exclude(velocity->until_text, "until", other, reason);
	exclude(velocity->per_lead ? velocity->per : NULL, "per lead", other, reason);
}

static void
take_options(struct velocity *velocity)
{
	struct report *report = &velocity->report;
	struct columns *columns = &velocity->columns;

	report_setup(report, NULL);
	partial_measure(&velocity->state);
	if (report->year_start != NULL && report->calendar == NULL)
		diag_usage("--year-start needs --by, whose periods it is about");
	if (velocity->on != NULL && report->calendar == NULL)
		diag_usage("--on needs --by, whose periods it is about");
	if (velocity->on != NULL)
		velocity->by_left = options_choice("on", velocity->on, "entered|left") == 1;
	parse_span(velocity);
	take_per(velocity);
	take_seen_from(velocity);
	columns_setup(columns, report->measure, velocity->unit, velocity->percentiles,
	    velocity->km);
	columns->with_open =
	    !velocity->by_left && list_find(&report->groups, span_of("to")) < 0;
	velocity->compare = compare_parse(velocity->compare_text);
	columns->compared = velocity->compare != COMPARE_NONE;
	compare_check(velocity->compare, report, columns->with_open);
	take_stages(velocity);
}

static void
put_header(struct velocity *velocity)
{
	struct out *out = &velocity->report.out;

	if (velocity->state.write) {
		partial_put_header(&velocity->state);
		return;
	}
	report_put_header(&velocity->report, out);
	out_text(out, "stage\t");
	columns_put_header(&velocity->columns, out);
	report_end_header(out);
}

static void
parse_options(struct velocity *velocity, int argc, char **argv)
{
	struct opt shared[5];
	struct opt table[] = {
		{ OPT_TABLE, NULL, NULL, NULL, shared },
		{ OPT_TEXT, "on", "entered|left",
		    "a visit counts in the period in which it began (default) or ended",
		    &velocity->on },
		{ OPT_TEXT, "from", "TIME", "only visits that began at TIME or later",
		    &velocity->from_text },
		{ OPT_TEXT, "until", "TIME", "only visits that began before TIME",
		    &velocity->until_text },
		{ OPT_TEXT, "stages", "FILE",
		    "the stage table: it orders the rows, and its ends are left out",
		    &velocity->stages_path },
		{ OPT_TEXT, "unit", "UNIT", "seconds, minutes, hours, days (default) or weeks",
		    &velocity->unit },
		{ OPT_TEXT, "calendar", "FILE",
		    "the working calendar, in --tz: durations count working time alone",
		    &velocity->report.working },
		{ OPT_TEXT, "percentiles", "P,...", "columns of percentiles (50,85,95)",
		    &velocity->percentiles },
		{ OPT_TEXT, "km", "P,...", "columns of percentiles by Kaplan-Meier",
		    &velocity->km },
		{ OPT_TEXT, "per", "visit|lead",
		    "a duration for each visit (default), or for all visits of a lead to a "
		    "stage",
		    &velocity->per },
		{ OPT_TEXT, "seen-from", "TIME",
		    "the log is complete from TIME on: visits that began before join then",
		    &velocity->seen_text },
		{ OPT_TEXT, "compare", "previous|year|others",
		    "how fast visits end against those of the period before, of the year "
		    "before, or of all other groups",
		    &velocity->compare_text },
		{ OPT_FLAG, "partial", NULL, "write a state that --merge reads",
		    &velocity->state.write },
		{ OPT_FLAG, "merge", NULL, "read states of --partial, in any order",
		    &velocity->state.merge },
		{ 0 },
	};
	const struct program program = { .name = "lf-velocity",
		.purpose = "Reports the time that leads spend in each stage, from moves.",
		.examples =
		    "  lf-velocity --by month --stages stages.tsv moves.tsv\n"
		    "  lf-velocity --group campaign --percentiles 50,90 --unit hours moves.tsv\n",
		.table = table };

	report_table(&velocity->report, shared);
	options_parse(&program, &velocity->report.common, argc, argv);
	partial_options(&velocity->state, table);
}

static void
velocity_free(struct velocity *velocity)
{
	cells_free(velocity->cells);
	stages_free(velocity->stages);
	columns_free(&velocity->columns);
	partial_close(&velocity->state);
	report_close(&velocity->report);
}

int
main(int argc, char **argv)
{
	struct velocity velocity = {
		.state = { .form = &state_form, .report = &velocity.report },
	};

	parse_options(&velocity, argc, argv);
	velocity.cells = cells_new(sizeof(struct cell));
	velocity.range = range_new();
	if (velocity.state.merge)
		partial_open(&velocity.state);
	take_options(&velocity);
	if (!velocity.state.merge)
		report_open_moves(&velocity.report, velocity_parts(&velocity));
	if (!velocity.report.common.no_header)
		put_header(&velocity);
	velocity_count(&velocity);
	velocity_put(&velocity);
	velocity_free(&velocity);
	return STATUS_OK;
}
