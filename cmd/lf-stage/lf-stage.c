/* Gives each event a stage: by its score, by a field, or by a stage table. */
#include <inttypes.h>
#include <stdlib.h>

#include "lead/events.h"
#include "lead/glob.h"
#include "lead/where.h"

#include "byfield.h"
#include "byrules.h"

struct options {
	const char *score, *cuts, *names;
	const char *field, *old, *born;
	const char *stages;
	struct texts where, list;
	struct movement movement;
	const char *state;
};

struct stager {
	struct common common;
	struct out out;
	struct tsv *tsv;
	struct events *events;
	size_t field; /* the column of --field, or TSV_NONE */
	size_t replaced; /* the column that gets the stage; TSV_NONE: it is a new one */
	const char *born_name; /* of the column of --born */
	struct where *where;
	struct byrules *byrules; /* of --score and --stages, or NULL */
	struct byfield *byfield; /* of --field with --old, or NULL */
};

/* Writes the row with its stage, as one more field or in place of one. */
static void
write_row(struct stager *stager, const struct row *row, struct span stage)
{
	struct out *out = &stager->out;
	struct span bytes = row_bytes(row);
	struct span text = stage.len > 0 ? stage : out->null;
	char *at = out_room(out, bytes.len + text.len + 2);

	if (stager->replaced == TSV_NONE) {
		at = span_put(at, bytes);
		*at++ = '\t';
		at = span_put(at, text);
	} else {
		struct span old = row_field(row, stager->replaced);
		struct span before = { bytes.ptr, (size_t)(old.ptr - bytes.ptr) };
		struct span after = { old.ptr + old.len, bytes.len - before.len - old.len };

		at = span_put(span_put(span_put(at, before), text), after);
	}
	*at++ = '\n';
	out->used = (size_t)(at - out->buf);
}

/* Sets *stage to the field; with --old, writes the event of the stage before it. */
static int
stage_by_field(struct stager *stager, const struct event *event, bool chosen,
    struct span *stage, const char **column, struct reason *why)
{
	if (chosen)
		*stage = tsv_value(stager->tsv, event->row, stager->field);
	if (stager->byfield == NULL)
		return 0;
	*column = stager->born_name;
	return byfield_take(stager->byfield, event, stage->len > 0, why);
}

/* 0, or -1 with the reason and the column at fault. */
static int
take_event(struct stager *stager, const struct event *event, const char **column,
    struct reason *why)
{
	struct span stage = { "", 0 };
	bool chosen = where_match(stager->where, event->row);
	int status = 0;

	if (stager->byrules == NULL)
		status = stage_by_field(stager, event, chosen, &stage, column, why);
	else if (chosen)
		status = byrules_stage(stager->byrules, event, &stage, column, why);
	if (status == 0)
		write_row(stager, event->row, stage);
	return status;
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

static void
report_late(const struct stager *stager)
{
	uint64_t late = stager->byfield != NULL ? byfield_late(stager->byfield) : 0;

	if (late > 0)
		diag_note("%" PRIu64 " lead%s whose first old stage has no earlier time: "
			  "nothing added",
		    late, late == 1 ? "" : "s");
}

/* The columns of the input, then that of the stage if it is new. */
static void
write_header(struct stager *stager)
{
	if (stager->common.no_header)
		return;
	out_columns(&stager->out, tsv_columns(stager->tsv));
	if (stager->replaced == TSV_NONE) {
		out_char(&stager->out, '\t');
		out_text(&stager->out, stager->common.stage);
	}
	out_char(&stager->out, '\n');
	out_flush(&stager->out);
}

static size_t
need_if(const struct stager *stager, const char *column)
{
	return column != NULL ? tsv_need(stager->tsv, column) : TSV_NONE;
}

static void
bind_byfield(struct stager *stager, const struct options *options)
{
	struct byfield_columns columns = {
		.time = tsv_need(stager->tsv, stager->common.time),
		.field = stager->field,
		.old = tsv_need(stager->tsv, options->old),
		.born = need_if(stager, options->born),
		.appended = stager->replaced == TSV_NONE,
	};

	stager->born_name = options->born;
	byfield_bind(stager->byfield, stager->tsv, &stager->out, &columns);
}

/* The leads of which something is remembered, or NULL. */
static const struct map *
remembered(const struct stager *stager)
{
	if (stager->byrules != NULL)
		return byrules_leads(stager->byrules);
	return stager->byfield != NULL ? byfield_leads(stager->byfield) : NULL;
}

/* Finds the columns; a missing one is a usage error. */
static void
bind(struct stager *stager, const struct options *options, const struct stages *table)
{
	struct span stage = span_of(stager->common.stage);
	char quoted[QUOTED_MAX];

	stager->events = events_open(stager->tsv, &stager->common, NULL);
	events_ahead(stager->events, remembered(stager));
	stager->field = need_if(stager, options->field);
	stager->where = where_new("where", &options->where, &options->list, stager->tsv);
	if (stager->byrules != NULL)
		byrules_bind(stager->byrules, stager->tsv,
		    options->score != NULL ? options->score : "score", table,
		    &options->list);
	stager->replaced = tsv_find(stager->tsv, stage);
	if (stager->replaced != TSV_NONE && stager->replaced != stager->field)
		diag_usage(
		    "%s: there is a column %s already; name the new one with --stage",
		    tsv_name(stager->tsv), quote(quoted, stage));
	if (stager->byfield != NULL)
		bind_byfield(stager, options);
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
	refuse(options->old != NULL && !field, "--old is for --field");
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

/* Refuses options that make no sense with this table, or without one. */
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
	if (rules != NULL)
		stager->byrules = byrules_new(rules, &options->movement, options->state);
	else if (options->old != NULL)
		stager->byfield = byfield_new(options->state);
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
	write_header(stager);
	filter(stager);
	report_late(stager);
	/* The state is replaced only when the output is on its way or on the disk. */
	if (options->state != NULL)
		out_sync(&stager->out);
	if (stager->byrules != NULL)
		byrules_save(stager->byrules);
	if (stager->byfield != NULL)
		byfield_save(stager->byfield);
	events_close(stager->events);
	tsv_close(stager->tsv);
	byrules_free(stager->byrules);
	byfield_free(stager->byfield);
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
		{ OPT_TEXT, "old", "COL", "COL holds the stage before a lead's first one",
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
