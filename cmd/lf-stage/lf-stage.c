/* Gives each event a stage: by its score, by a field, or by a stage table. */
#include <inttypes.h>
#include <stdlib.h>

#include "lead/events.h"
#include "lead/glob.h"
#include "lead/where.h"

#include "byrules.h"
#include "old.h"
#include "output.h"

struct options {
	const char *score, *cuts, *names;
	const char *field, *old, *born;
	const char *stages;
	struct texts where, list;
	struct movement movement;
	const char *state, *only;
};

struct stager {
	struct common common;
	struct out out;
	struct tsv *tsv;
	struct events *events;
	struct output output;
	size_t field; /* the column of --field, or TSV_NONE */
	size_t old_column; /* that of --old, or TSV_NONE */
	struct where *where;
	struct byrules *byrules; /* of --score and --stages, or NULL */
	struct old *old; /* of --old, or NULL */
	bool scored; /* rules ask for scores */
};

/* Takes the event's old value, before its row is written. */
static int
take_old(struct stager *stager, const struct event *event, bool chosen, struct span stage,
    const char **column, struct reason *why)
{
	struct span was = { "", 0 };

	if (stage.len > 0)
		was = stager->byrules != NULL ?
		    byrules_was(stager->byrules, event->row) :
		    tsv_value(stager->tsv, event->row, stager->old_column);
	return old_take(stager->old, event, chosen, stage, was, column, why);
}

/* 0, or -1 with the reason and the column at fault. */
static int
take_event(struct stager *stager, const struct event *event, const char **column,
    struct reason *why)
{
	struct span stage = { "", 0 };
	bool chosen = where_match(stager->where, event->row);

	if (chosen && stager->byrules == NULL)
		stage = tsv_value(stager->tsv, event->row, stager->field);
	if (chosen && stager->byrules != NULL &&
	    byrules_stage(stager->byrules, event, &stage, column, why) != 0)
		return -1;
	if (stager->old != NULL &&
	    take_old(stager, event, chosen, stage, column, why) != 0)
		return -1;
	output_row(&stager->output, event->row, stage);
	return 0;
}

static void
filter(struct stager *stager)
{
	const struct event *event;
	const char *column;
	struct reason why;
	size_t count;

	while ((count = events_next(stager->events, &event)) > 0)
		for (; count > 0; count--, event++)
			if (take_event(stager, event, &column, &why) != 0)
				tsv_bad(stager->tsv, event->row, column, &why);
}

static size_t
need_if(const struct stager *stager, const char *column)
{
	return column != NULL ? tsv_need(stager->tsv, column) : TSV_NONE;
}

/* The column whose old values --old has. A usage error if the table has not one. */
static size_t
changed_column(
    const struct stager *stager, const struct options *options, const struct stages *table)
{
	const struct span *column;
	struct reason why;

	if (table == NULL)
		return stager->field;
	column = rules_pattern_column(table, &why);
	if (column == NULL)
		diag_usage("--old: %s: it holds old values of one column", why.text);
	if (span_equal(*column, span_of(options->old)))
		diag_usage(
		    "--old and the patterns of %s name the same column", table->path);
	return tsv_need_for(stager->tsv, *column, table->path);
}

static void
bind_old(struct stager *stager, const struct options *options, const struct stages *table,
    const struct map *ahead)
{
	struct old_columns columns = {
		.time = tsv_need(stager->tsv, stager->common.time),
		.field = changed_column(stager, options, table),
		.old = stager->old_column,
		.born = need_if(stager, options->born),
		.time_name = stager->common.time,
		.born_name = options->born,
		.table = table != NULL && !stager->scored ? table->path : NULL,
		.hinted = ahead == old_leads(stager->old),
	};

	old_bind(stager->old, stager->tsv, &stager->output, &columns);
}

/* The leads that are fetched ahead, or NULL. */
static const struct map *
remembered(const struct stager *stager)
{
	const struct map *leads =
	    stager->byrules != NULL ? byrules_leads(stager->byrules) : NULL;

	return leads == NULL && stager->old != NULL ? old_leads(stager->old) : leads;
}

/* The column that gets the stage, or TSV_NONE for a new one. */
static size_t
replaced_column(const struct stager *stager)
{
	struct span stage = span_of(stager->common.stage);
	size_t replaced = tsv_find(stager->tsv, stage);
	char quoted[QUOTED_MAX];

	if (replaced != TSV_NONE && replaced != stager->field)
		diag_usage(
		    "%s: there is a column %s already; name the new one with --stage",
		    tsv_name(stager->tsv), quote(quoted, stage));
	return replaced;
}

/* Finds the columns; a missing one is a usage error. */
static void
bind(struct stager *stager, const struct options *options, const struct stages *table)
{
	const struct map *ahead = remembered(stager);

	stager->events = events_open(stager->tsv, &stager->common, NULL);
	events_ahead(stager->events, ahead);
	stager->field = need_if(stager, options->field);
	stager->old_column = need_if(stager, options->old);
	stager->where = where_new("where", &options->where, &options->list, stager->tsv);
	output_bind(&stager->output, stager->tsv, &stager->out, replaced_column(stager),
	    stager->common.stage, options->only);
	if (stager->old != NULL)
		bind_old(stager, options, table, ahead);
	if (stager->byrules != NULL)
		byrules_bind(stager->byrules, stager->tsv,
		    &(struct byrules_columns){ stager->common.time,
			options->score != NULL ? options->score : "score",
			stager->old_column },
		    table, &options->list);
}

/* A usage error if that is so. */
static void
refuse(bool so, const char *why)
{
	if (so)
		diag_usage("%s", why);
}

/* Refuses options that make no sense together. */
static void
check_options(const struct options *options)
{
	const struct movement *movement = &options->movement;
	bool field = options->field != NULL;
	bool cuts = options->cuts != NULL || options->names != NULL;

	refuse(!field && options->score == NULL && options->stages == NULL,
	    "one of --score, --field and --stages is needed");
	refuse(field && options->stages != NULL,
	    "--field beside --stages: a column of the table can name the field instead");
	refuse(
	    field && options->score != NULL, "--field and --score are two ways to a stage");
	refuse(cuts && options->score == NULL, "--cuts and --names are for --score");
	refuse(cuts && options->stages != NULL,
	    "--cuts and --names beside --stages: "
	    "the table has min_score and stage for that");
	if (options->names != NULL)
		options_check_field("names", span_of(options->names));
	refuse(movement->sum && field, "--sum beside --field: a field is no score");
	refuse(movement->ratchet && field,
	    "--ratchet beside --field: the order of the stages is not known");
	refuse(movement->hysteresis != NULL && field,
	    "--hysteresis beside --field: a field is no score");
	refuse(movement->advance && options->stages == NULL,
	    "--advance needs --stages, for the path and what each step asks for");
	refuse(options->old != NULL && !field && options->stages == NULL,
	    "--old is for --field and --stages");
	refuse(options->old != NULL && movement_restricts(movement),
	    "--old beside --sum, --ratchet, --hysteresis or --advance: "
	    "a lead is where the export says");
	refuse(field && options->old != NULL && strcmp(options->old, options->field) == 0,
	    "--old and --field name the same column");
	refuse(options->born != NULL && options->old == NULL, "--born is for --old");
	refuse(options->state != NULL && field && options->old == NULL,
	    "--state: there is nothing to keep of a lead between its events");
}

static bool
is_listable(const struct options *options, const struct stages *table, struct span column)
{
	for (size_t i = 0; i < options->where.count; i++) {
		struct span name, pattern;

		options_pair("where", options->where.item[i], &name, &pattern);
		if (span_equal(name, column))
			return true;
	}
	return table != NULL && rules_is_pattern(column) &&
	    list_find(&table->columns, column) >= 0;
}

/*
 * Refuses options that make no sense with this table, or without one; reports a table that
 * gives no stage.
 */
static void
check_table(
    const struct options *options, const struct stages *table, const struct rules *rules)
{
	char quoted[QUOTED_MAX];

	if (table != NULL && !rules->scored &&
	    (options->score != NULL || options->movement.sum ||
		options->movement.hysteresis != NULL))
		diag_usage("--score, --sum and --hysteresis are about scores, "
			   "and %s has no min_score",
		    table->path);
	if (table != NULL && !rules->scored && !rules->patterned)
		diag_note("%s: no row has a condition, so no event gets a stage: see "
			  "leadflow-stages(5)",
		    table->path);
	for (size_t i = 0; i < options->list.count; i++) {
		struct span column = glob_list_column(options->list.item[i]);

		if (!is_listable(options, table, column))
			diag_usage("--list: no pattern for %s, in --where or in the table",
			    quote(quoted, column));
	}
}

/* Makes what gives the stages: rules of a table or of bands; for --field, see --old. */
static void
make_way(struct stager *stager, const struct options *options, const struct stages *table)
{
	struct rules *rules = NULL;

	if (table != NULL)
		rules = rules_of_table(table);
	else if (options->score != NULL)
		rules = rules_of_bands(
		    options->cuts != NULL ? options->cuts : "33,67", options->names);
	check_table(options, table, rules);
	if (options->old != NULL)
		stager->old = old_new(options->state);
	if (rules == NULL)
		return;
	stager->scored = rules->scored;
	stager->byrules = byrules_new(
	    rules, &options->movement, stager->old == NULL ? options->state : NULL);
	if (stager->old != NULL && options->state != NULL &&
	    byrules_leads(stager->byrules) != NULL)
		diag_usage("--state beside --old and a table with min_score: "
			   "one file cannot hold both");
}

static void
run(struct stager *stager, const struct options *options)
{
	struct stages *table =
	    options->stages != NULL ? stages_read(options->stages) : NULL;

	make_way(stager, options, table);
	out_open(&stager->out);
	stager->tsv = tsv_open(&stager->common, &stager->out);
	bind(stager, options, table);
	if (!stager->common.no_header)
		output_header(&stager->output, stager->common.stage);
	filter(stager);
	where_report(stager->where);
	if (stager->byrules != NULL)
		byrules_report(stager->byrules);
	/* A part of a log need not have an event for every row. */
	if (stager->byrules != NULL && options->state == NULL)
		byrules_report_patterns(stager->byrules);
	if (stager->old != NULL)
		old_report(stager->old);
	/* The state is replaced only when the output is on its way or on the disk. */
	if (options->state != NULL)
		out_sync(&stager->out);
	if (stager->byrules != NULL)
		byrules_save(stager->byrules);
	if (stager->old != NULL)
		old_save(stager->old);
	events_close(stager->events);
	tsv_close(stager->tsv);
	byrules_free(stager->byrules);
	old_free(stager->old);
	output_free(&stager->output);
	where_free(stager->where);
	stages_free(table);
}

int
main(int argc, char **argv)
{
	struct options o = { 0 };
	struct opt movement[6];
	const struct opt table[] = {
		{ OPT_TEXT, "score", "COL", "the stage is a band of the score in COL",
		    &o.score },
		{ OPT_TEXT, "cuts", "A,B", "where bands begin (33,67)", &o.cuts },
		{ OPT_TEXT, "names", "A,B,C", "the bands' names (stage1,stage2,stage3)",
		    &o.names },
		{ OPT_TEXT, "field", "COL", "the stage is what COL says", &o.field },
		{ OPT_TEXT, "old", "COL",
		    "COL holds the stage before each change, so also a lead's first",
		    &o.old },
		{ OPT_TEXT, "born", "COL",
		    "with --old: that stage began at the time in COL", &o.born },
		{ OPT_TEXT, "stages", "FILE", "the stage comes from a stage table",
		    &o.stages },
		{ OPT_REPEAT, "where", "COL=GLOB", "only events that match get a stage",
		    &o.where },
		{ OPT_REPEAT, "list", "COL[=SEP]",
		    "COL holds tags, separated by SEP (;): a pattern matches one",
		    &o.list },
		{ OPT_TABLE, NULL, NULL, NULL, movement },
		{ OPT_TEXT, "state", "FILE",
		    "continue from FILE, and save in it where leads stand", &o.state },
		{ OPT_TEXT, "only", "COL,...", "write only these columns, in this order",
		    &o.only },
		{ 0 },
	};
	const struct program program = {
		.name = "lf-stage",
		.purpose = "Gives each event a stage, empty if nothing applies.",
		.examples = "  lf-stage --score score --names cold,warm,hot events.tsv\n"
			    "  lf-stage --stages stages.tsv events.tsv | lf-transitions\n",
		.table = table,
	};
	struct stager stager = { 0 };

	movement_table(&o.movement, movement);
	options_parse(&program, &stager.common, argc, argv);
	check_options(&o);
	movement_setup(&o.movement);
	run(&stager, &o);
	texts_free(&o.where);
	texts_free(&o.list);
	return STATUS_OK;
}
