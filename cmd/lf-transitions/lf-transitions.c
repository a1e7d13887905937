/* Turns staged events into moves: one row for each change of stage of a lead. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/text.h"
#include "lead/entered.h"
#include "lead/events.h"
#include "lead/order.h"
#include "time/instant.h"
#include "time/zone.h"
#include "tsv/tsv.h"

#include "backfill.h"
#include "leads.h"
#include "movewriter.h"
#include "state.h"

enum open_rows { OPEN_YES, OPEN_NO, OPEN_ONLY };

struct options {
	const char *as_of, *open, *first, *keep, *stages, *tz, *state;
	bool grouped, backfill;
};

struct transitions {
	struct common common;
	struct out out;
	struct tsv *tsv;
	struct events *events;
	struct movewriter writer;
	size_t *first_columns, *keep_columns;
	enum open_rows open;
	bool grouped;

	struct names *names; /* of stages; those of the table come first */
	struct names *values; /* of --first, joined by TABs, by the leads' marks */
	struct span group_values; /* the same of the lead at hand, with --grouped */
	struct leads *leads;
	struct state *state; /* NULL: none is kept */
	struct stages *table; /* of --stages, or NULL */
	struct backfill *path; /* the same */
	struct entered entered; /* with a table */
	struct text joined; /* a row's values of --first */
	bool ends; /* --as-of */
	int64_t as_of; /* that time, or at the end the latest one of any row */
	int64_t latest; /* time of any row, of runs before as well */
	uint64_t late; /* rows at or after --as-of */
	struct order order;
};

/* A new lead's values of --first; with --grouped those of other leads go. */
static void
take_values(struct transitions *t, struct lead *lead, const struct row *row)
{
	struct span values = tsv_join(t->tsv, row, t->first_columns, t->writer.first.count,
	    &t->joined);

	if (t->grouped)
		t->group_values = values;
	else
		lead->mark = names_id(t->values, values);
}

static struct span
values_of(const struct transitions *t, const struct lead *lead)
{
	if (t->grouped || t->writer.first.count == 0)
		return t->group_values;
	return names_text(t->values, lead->mark);
}

/* The lead enters a stage; imputed tells of the visit that it leaves. */
static void
enter(struct transitions *t, struct lead *lead, const struct event *event, uint32_t to,
    bool imputed)
{
	uint32_t from = lead->stage;
	int64_t since = lead->since;
	int64_t first = from == 0 ? event->time : lead->first;
	uint64_t from_visit = from == 0 ? 0 : leads_visits(t->leads, lead, from);
	uint64_t visit = leads_visit(t->leads, lead, to);

	if (from == 0) {
		lead->first = first;
		leads_staged(t->leads, lead);
	}
	lead->stage = (uint16_t)to;
	lead->since = event->time;
	if (t->table != NULL)
		entered_mark(&t->entered, to);
	if (t->open == OPEN_ONLY)
		return;
	movewriter_put(&t->writer,
	    &(struct step){ .lead = event->lead, .cause = event->row, .time = event->time,
		.since = since, .first = first, .from = from, .to = to,
		.visit = visit, .from_visit = from_visit, .values = values_of(t, lead),
		.imputed = imputed });
}

/* Enters the stages of the path that the lead skips; true if there were any. */
static bool
enter_skipped(struct transitions *t, struct lead *lead, const struct event *event)
{
	const uint32_t *steps;
	uint32_t count = backfill_between(t->path, lead->stage, event->stage, &steps);

	for (uint32_t i = 0; i < count; i++)
		enter(t, lead, event, steps[i], i > 0);
	return count > 0;
}

static void
put_open(struct transitions *t, const struct lead *lead)
{
	if (lead->stage == 0 || t->open == OPEN_NO)
		return;
	movewriter_put(&t->writer,
	    &(struct step){ .lead = leads_name(t->leads, lead), .time = t->as_of,
		.since = lead->since, .first = lead->first, .from = lead->stage,
		.from_visit = leads_visits(t->leads, lead, lead->stage),
		.values = values_of(t, lead) });
}

static void
put_all_open(struct transitions *t)
{
	struct leads_cursor cursor = { 0 };
	const struct lead *lead;

	while ((lead = leads_next(t->leads, &cursor)) != NULL)
		put_open(t, lead);
}

/* Grouped: closes the group of another lead and begins that of this one. */
static int
begin_group(struct transitions *t, struct span lead, struct reason *why)
{
	struct leads_cursor cursor = { 0 };
	const struct lead *before = leads_next(t->leads, &cursor);

	if (leads_note_group(t->leads, lead))
		return fail_quoted(
		    why, lead, "comes back: the input is not grouped by lead");
	if (before != NULL)
		put_open(t, before);
	leads_begin_group(t->leads, lead);
	return 0;
}

/* Holds the lead's events to the order of time. 0, or -1 with the reason. */
static int
take_time(struct transitions *t, struct lead *lead, const struct event *event, struct reason *why)
{
	int64_t last = lead->stage == 0 ? INT64_MIN : lead->last;
	int status = order_take(&t->order, event->time, &last, why);

	lead->last = last;
	return status;
}

/* Takes one event of the log. 0, or -1 with the reason and its column. */
static int
step(struct transitions *t, const struct event *event, const char **column, struct reason *why)
{
	struct lead *lead;
	bool fresh;

	*column = t->common.stage;
	if (event->stage > UINT16_MAX)
		return fail(why, "more than %d stages", UINT16_MAX);
	*column = t->common.lead;
	if (t->grouped && leads_begins_group(t->leads, event->lead) &&
	    begin_group(t, event->lead, why) != 0)
		return -1;
	*column = t->common.time;
	if (t->ends && event->time >= t->as_of) {
		if (t->state != NULL)
			return fail(why, "is at or after --as-of: the next run would miss it");
		t->late++;
		return 0;
	}
	if (event->time > t->latest)
		t->latest = event->time;
	if (event->stage == 0 && t->writer.first.count == 0)
		return 0;
	lead = leads_find(t->leads, event->lead, event->hint, &fresh);
	if (fresh && t->writer.first.count > 0)
		take_values(t, lead, event->row);
	if (event->stage == 0)
		return 0;
	if (take_time(t, lead, event, why) != 0)
		return -1;
	if (event->stage != lead->stage)
		enter(t, lead, event, event->stage,
		    t->writer.imputes && enter_skipped(t, lead, event));
	return 0;
}

static void
filter(struct transitions *t)
{
	const struct event *event;
	const char *column;
	struct reason why;
	size_t count;

	while ((count = events_next(t->events, &event)) > 0)
		for (; count > 0; count--, event++)
			if (step(t, event, &column, &why) != 0)
				tsv_bad(t->tsv, event->row, column, &why);
	if (!t->ends)
		t->as_of = t->latest;
	if (t->open != OPEN_NO)
		put_all_open(t);
	if (t->late > 0)
		diag_note("%" PRIu64 " row%s at or after --as-of left out", t->late,
		    t->late == 1 ? "" : "s");
}

static void
check_options(const struct options *options, struct transitions *t)
{
	struct reason why;

	if (options->tz != NULL && zone_use(options->tz, &why) != 0)
		diag_usage("--tz: %s", why.text);
	t->ends = options->as_of != NULL;
	t->as_of = t->ends ? options_time("as-of", options->as_of) : INSTANT_MIN;
	t->latest = INSTANT_MIN;
	t->open = options->state == NULL ? OPEN_YES : OPEN_NO;
	if (options->open != NULL)
		t->open = (enum open_rows)options_choice(
		    "open", options->open, "yes|no|only");
	if (options->grouped && options->state != NULL)
		diag_usage("--state beside --grouped, which forgets each lead at its end");
	if (options->grouped && t->open != OPEN_NO && !t->ends)
		diag_usage("--grouped needs --as-of or --open no: open visits are written "
			   "before the end of the log is known");
	if (options->backfill && options->stages == NULL)
		diag_usage("--backfill needs --stages, for the path to fill");
	t->grouped = options->grouped;
	t->writer.imputes = options->backfill;
	if (options->first != NULL)
		t->writer.first = list_parse(options->first);
	if (options->keep != NULL)
		t->writer.keep = list_parse(options->keep);
	t->names = names_new();
	t->values = names_new();
	t->writer.names = t->names;
	if (options->stages != NULL) {
		t->table = stages_read(options->stages);
		t->path = backfill_new(t->table, t->names);
	}
}

/* The leads as the last run left them. */
static void
load_state(struct transitions *t, const char *path)
{
	t->state = state_open(path, &t->writer.first);
	t->latest = state_load(t->state, t->leads, t->names, t->values);
	if (t->ends && t->latest >= t->as_of)
		diag_data("%s: holds events at or after --as-of", path);
}

/* Finds the columns; what is missing is a usage error. */
static void
open_input(struct transitions *t)
{
	out_open(&t->out);
	t->tsv = tsv_open(&t->common, &t->out);
	t->events = events_open(t->tsv, &t->common, t->names);
	events_ahead(t->events, leads_map(t->leads));
	t->first_columns = tsv_need_list(t->tsv, &t->writer.first);
	t->keep_columns = tsv_need_list(t->tsv, &t->writer.keep);
	t->writer.time_column = tsv_need(t->tsv, t->common.time);
	t->writer.keep_columns = t->keep_columns;
	t->writer.out = &t->out;
	t->writer.tsv = t->tsv;
}

/* Has the output on its way or on the disk, and only then replaces the state. */
static void
close_all(struct transitions *t)
{
	if (t->state != NULL) {
		out_sync(&t->out);
		state_save(t->state, t->values, t->latest);
	}
	events_close(t->events);
	tsv_close(t->tsv);
	state_close(t->state);
	movewriter_free(&t->writer);
	leads_free(t->leads);
	names_free(t->names);
	names_free(t->values);
	list_free(&t->writer.first);
	list_free(&t->writer.keep);
	free(t->first_columns);
	free(t->keep_columns);
	backfill_free(t->path);
	stages_free(t->table);
	entered_free(&t->entered);
	text_free(&t->joined);
}

int
main(int argc, char **argv)
{
	struct options options = { 0 };
	struct transitions t = { 0 };
	const struct opt table[] = {
		{ OPT_TEXT, "as-of", "T", "the log ends at T: later events are left out",
		    &options.as_of },
		{ OPT_TEXT, "open", "yes|no|only",
		    "whether open visits get a row at the end (yes; no with --state)",
		    &options.open },
		{ OPT_TEXT, "first", "COL,...", "add columns, as they are on the lead's first row",
		    &options.first },
		{ OPT_TEXT, "keep", "COL,...",
		    "add columns, as they are on the row that made the move",
		    &options.keep },
		{ OPT_FLAG, "grouped", NULL,
		    "the input is grouped by lead: constant memory", &options.grouped },
		{ OPT_TEXT, "stages", "FILE", "the stage table, for --backfill",
		    &options.stages },
		{ OPT_FLAG, "backfill", NULL,
		    "add visits of no length to the steps that a lead skips",
		    &options.backfill },
		{ OPT_TEXT, "tz", "ZONE", "the time zone of --as-of (UTC)", &options.tz },
		{ OPT_TEXT, "state", "FILE", "continue from FILE, and save in it where leads stand",
		    &options.state },
		{ 0 },
	};
	const struct program program = { "lf-transitions",
		"Turns staged events into moves: one row for each change of stage of a lead.",
		"  lf-stage --score score events.tsv | lf-transitions > moves.tsv\n"
		"  lf-transitions --as-of 2026-07-01 --first campaign staged.tsv\n",
		table, false };

	options_parse(&program, &t.common, argc, argv);
	check_options(&options, &t);
	t.leads = leads_new(t.writer.first.count > 0, t.grouped);
	if (options.state != NULL)
		load_state(&t, options.state);
	open_input(&t);
	movewriter_header(&t.writer, !t.common.no_header);
	filter(&t);
	order_report(&t.order, options.state);
	entered_check_table(&t.entered, t.names, t.table);
	close_all(&t);
	return STATUS_OK;
}
