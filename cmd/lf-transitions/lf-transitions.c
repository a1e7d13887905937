/* Turns staged events into moves: one row for each change of stage of a lead. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/text.h"
#include "lead/entered.h"
#include "lead/events.h"
#include "lead/logend.h"
#include "lead/order.h"
#include "time/instant.h"
#include "time/zone.h"
#include "tsv/tsv.h"

#include "backfill.h"
#include "leads.h"
#include "leadvalues.h"
#include "movewriter.h"
#include "state.h"

enum open_rows { OPEN_YES, OPEN_NO, OPEN_ONLY };

struct options {
	const char *as_of, *open, *first, *keep, *last, *first_seen, *only;
	const char *stages, *tz, *state;
	bool grouped, backfill;
};

struct transitions {
	struct common common;
	struct out out;
	struct tsv *tsv;
	struct events *events;
	struct movewriter writer;
	size_t *first_columns, *keep_columns, *last_columns, *seen_columns;
	enum open_rows open;
	bool grouped;

	struct names *names; /* of stages; those of the table come first */
	struct names *values; /* of --first, with TABs between them, by the leads' marks */
	struct span group_values; /* with --grouped, those of the lead at hand */
	struct leadvalues *more; /* of --last and --first-seen, or NULL */
	bool knows; /* leads are known by their first row, before they have a stage */
	uint64_t valueless; /* staged leads whose first row has no value of --first */
	struct leads *leads;
	struct state *state; /* of --state, or NULL */
	struct stages *table; /* of --stages, or NULL */
	struct backfill *backfill; /* the same */
	struct entered entered; /* with a table */
	struct text joined; /* a row's values of --first */
	bool ends; /* there is an --as-of */
	int64_t as_of; /* of --as-of, or in the end the latest time of any row */
	int64_t latest; /* time of any row, also of earlier runs */
	uint64_t late; /* how many rows are at or after --as-of */
	struct order order;
};

/* Takes a new lead's values of --first; with --grouped, drops those of the lead before. */
static void
know_lead(struct transitions *t, struct lead *lead, const struct row *row)
{
	struct span values;

	if (t->more != NULL)
		lead->slot = leadvalues_add(t->more);
	if (t->writer.first.count == 0)
		return;
	values = tsv_join(t->tsv, row, t->first_columns, t->writer.first.count, &t->joined);
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

/* Whether the lead's first row lacks a value of --first. */
static bool
lacks_value(const struct transitions *t, const struct lead *lead)
{
	struct span values = values_of(t, lead);
	struct span value;

	if (values.ptr == NULL)
		values.ptr = "";
	while (span_take(&values, '\t', &value))
		if (value.len == 0)
			return true;
	return false;
}

/* Writes a row, or holds it for --first-seen. */
static void
put(struct transitions *t, const struct lead *lead, const struct movewriter_row *row)
{
	if (t->more == NULL)
		movewriter_put(&t->writer, row);
	else
		leadvalues_put(t->more, lead->slot, &t->writer, row);
}

/* Writes what was held of the lead. */
static void
release(struct transitions *t, const struct lead *lead)
{
	leadvalues_release(t->more, lead->slot, &t->writer, leads_name(t->leads, lead),
	    values_of(t, lead));
}

/* The row's values of --last and --first-seen; moves that waited for them are written. */
static void
take_more(struct transitions *t, const struct lead *lead, const struct row *row)
{
	bool waited = leadvalues_waits(t->more, lead->slot);

	leadvalues_take(t->more, lead->slot, row);
	if (waited && !leadvalues_waits(t->more, lead->slot))
		release(t, lead);
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
		t->valueless += t->writer.first.count > 0 && lacks_value(t, lead);
	}
	lead->stage = (uint16_t)to;
	lead->since = event->time;
	if (t->table != NULL)
		entered_mark(&t->entered, to);
	if (t->open == OPEN_ONLY)
		return;
	put(t, lead,
	    &(struct movewriter_row){ .lead = event->lead,
		.cause = event->row,
		.time = event->time,
		.since = since,
		.first = first,
		.from = from,
		.to = to,
		.visit = visit,
		.from_visit = from_visit,
		.values = values_of(t, lead),
		.imputed = imputed });
}

/* The lead enters the steps of the path that it skips; true if there are any. */
static bool
enter_skipped(struct transitions *t, struct lead *lead, const struct event *event)
{
	const uint32_t *steps;
	uint32_t count = backfill_between(t->backfill, lead->stage, event->stage, &steps);

	for (uint32_t i = 0; i < count; i++)
		enter(t, lead, event, steps[i], i > 0);
	return count > 0;
}

static void
put_open(struct transitions *t, const struct lead *lead)
{
	if (lead->stage == 0 || t->open == OPEN_NO)
		return;
	put(t, lead,
	    &(struct movewriter_row){ .lead = leads_name(t->leads, lead),
		.time = t->as_of,
		.since = lead->since,
		.first = lead->first,
		.from = lead->stage,
		.from_visit = leads_visits(t->leads, lead, lead->stage),
		.values = values_of(t, lead) });
}

/* What is still held, then the open visits. */
static void
put_rest(struct transitions *t)
{
	struct leads_cursor held = { 0 }, open = { 0 };
	const struct lead *lead;

	while (t->more != NULL && (lead = leads_next(t->leads, &held)) != NULL)
		release(t, lead);
	while (t->open != OPEN_NO && (lead = leads_next(t->leads, &open)) != NULL)
		put_open(t, lead);
}

/* With --grouped: ends the group of the lead before, and begins that of this lead. */
static int
begin_group(struct transitions *t, struct span lead, struct reason *why)
{
	struct leads_cursor cursor = { 0 };
	const struct lead *before = leads_next(t->leads, &cursor);

	if (leads_note_group(t->leads, lead))
		return fail_quoted(
		    why, lead, "comes back: the input is not grouped by lead");
	if (before != NULL && t->more != NULL)
		release(t, before);
	if (before != NULL)
		put_open(t, before);
	if (t->more != NULL)
		leadvalues_clear(t->more);
	leads_begin_group(t->leads, lead);
	return 0;
}

/* Holds the lead's events to the order of time. 0, or -1 with the reason. */
static int
take_time(
    struct transitions *t, struct lead *lead, const struct event *event, struct reason *why)
{
	int64_t last = lead->stage == 0 ? INT64_MIN : lead->last;
	int status = order_take(&t->order, event->time, &last, why);

	lead->last = last;
	return status;
}

/* Takes one event. 0, or -1 with the reason and the column at fault. */
static int
step(struct transitions *t, const struct event *event, const char **column,
    struct reason *why)
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
			return fail(
			    why, "is at or after --as-of: the next run would miss it");
		t->late++;
		return 0;
	}
	if (event->time > t->latest)
		t->latest = event->time;
	if (event->stage == 0 && !t->knows)
		return 0;
	lead = leads_find(t->leads, event->lead, event->hint, &fresh);
	if (fresh && t->knows)
		know_lead(t, lead, event->row);
	if (event->stage != 0 && take_time(t, lead, event, why) != 0)
		return -1;
	if (t->more != NULL)
		take_more(t, lead, event->row);
	if (event->stage == 0)
		return 0;
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
	put_rest(t);
}

static void
report_notes(const struct transitions *t, const char *state)
{
	if (t->late > 0)
		diag_note("%" PRIu64 " row%s at or after --as-of left out", t->late,
		    t->late == 1 ? "" : "s");
	if (t->valueless > 0)
		diag_note("--first: the first row of %" PRIu64 " lead%s has no value; "
			  "--first-seen takes the first value on any row",
		    t->valueless, t->valueless == 1 ? "" : "s");
	if (t->ends && t->late == 0)
		logend_check(t->as_of, t->latest);
	order_report(&t->order, state);
	entered_check_table(&t->entered, t->names, t->table);
}

/* The columns that options add. */
static void
set_columns(const struct options *options, struct transitions *t)
{
	if (options->first != NULL)
		t->writer.first = list_parse(options->first);
	if (options->keep != NULL)
		t->writer.keep = list_parse(options->keep);
	if (options->last != NULL)
		t->writer.last = list_parse(options->last);
	if (options->first_seen != NULL)
		t->writer.seen = list_parse(options->first_seen);
	if (options->last != NULL || options->first_seen != NULL)
		t->more = leadvalues_new(t->writer.last.count, t->writer.seen.count);
	t->knows = options->first != NULL || t->more != NULL;
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
		t->open =
		    (enum open_rows)options_choice("open", options->open, "yes|no|only");
	if (options->grouped && options->state != NULL)
		diag_usage("--state beside --grouped, which forgets each lead at its end");
	if (options->grouped && t->open != OPEN_NO && !t->ends)
		diag_usage("--grouped needs --as-of or --open no: open visits are written "
			   "before the end of the log is known");
	if (options->backfill && options->stages == NULL)
		diag_usage("--backfill needs --stages, for the path to fill");
	if (options->first_seen != NULL && options->state != NULL)
		diag_usage(
		    "--first-seen beside --state: the value may come in a later run");
	t->grouped = options->grouped;
	t->writer.imputes = options->backfill;
	t->writer.only = options->only;
	set_columns(options, t);
	t->names = names_new();
	t->values = names_new();
	t->writer.names = t->names;
	if (options->stages != NULL) {
		t->table = stages_read(options->stages);
		t->backfill = backfill_new(t->table, t->names);
	}
}

/* Starts with the leads as the last run left them. */
static void
load_state(struct transitions *t, const char *path)
{
	t->state = state_open(path, &t->writer.first, &t->writer.last);
	t->latest = state_load(t->state, t->leads, t->names, t->values, t->more);
	if (t->ends && t->latest >= t->as_of)
		diag_data("%s: holds events at or after --as-of", path);
}

/* Finds the columns; a missing one is a usage error. */
static void
open_input(struct transitions *t)
{
	out_open(&t->out);
	t->tsv = tsv_open(&t->common, &t->out);
	t->events = events_open(t->tsv, &t->common, t->names);
	events_ahead(t->events, leads_map(t->leads));
	t->first_columns = tsv_need_list(t->tsv, &t->writer.first);
	t->keep_columns = tsv_need_list(t->tsv, &t->writer.keep);
	t->last_columns = tsv_need_list(t->tsv, &t->writer.last);
	t->seen_columns = tsv_need_list(t->tsv, &t->writer.seen);
	if (t->more != NULL)
		leadvalues_bind(t->more, t->tsv, t->last_columns, t->seen_columns);
	t->writer.time_column = tsv_need(t->tsv, t->common.time);
	t->writer.keep_columns = t->keep_columns;
	t->writer.out = &t->out;
	t->writer.tsv = t->tsv;
}

/* The state is replaced only when the output is on its way or on the disk. */
static void
close_all(struct transitions *t)
{
	if (t->state != NULL) {
		out_sync(&t->out);
		state_save(t->state, t->latest);
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
	list_free(&t->writer.last);
	list_free(&t->writer.seen);
	free(t->first_columns);
	free(t->keep_columns);
	free(t->last_columns);
	free(t->seen_columns);
	leadvalues_free(t->more);
	backfill_free(t->backfill);
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
		{ OPT_TEXT, "first", "COL,...",
		    "add columns, as they are on the lead's first row", &options.first },
		{ OPT_TEXT, "keep", "COL,...",
		    "add columns, as they are on the row that made the move",
		    &options.keep },
		{ OPT_TEXT, "last", "COL,...",
		    "add columns, with the last value that the lead has had by then",
		    &options.last },
		{ OPT_TEXT, "first-seen", "COL,...",
		    "add columns, with the first value that the lead has on any row",
		    &options.first_seen },
		{ OPT_FLAG, "grouped", NULL,
		    "the input is grouped by lead: constant memory", &options.grouped },
		{ OPT_TEXT, "stages", "FILE", "the stage table, for --backfill",
		    &options.stages },
		{ OPT_FLAG, "backfill", NULL,
		    "add visits of no length to the steps that a lead skips",
		    &options.backfill },
		{ OPT_TEXT, "tz", "ZONE", "the time zone of --as-of (UTC)", &options.tz },
		{ OPT_TEXT, "state", "FILE",
		    "continue from FILE, and save in it where leads stand",
		    &options.state },
		{ OPT_TEXT, "only", "COL,...", "write only these columns, in this order",
		    &options.only },
		{ 0 },
	};
	const struct program program = {
		.name = "lf-transitions",
		.purpose =
		    "Turns staged events into moves: one row for each change of stage of a lead.",
		.examples = "  lf-stage --score score events.tsv | lf-transitions > moves.tsv\n"
			    "  lf-transitions --as-of 2026-07-01 --first campaign staged.tsv\n",
		.table = table,
	};

	options_parse(&program, &t.common, argc, argv);
	check_options(&options, &t);
	t.leads = leads_new(t.knows, t.more != NULL, t.grouped);
	if (options.state != NULL)
		load_state(&t, options.state);
	open_input(&t);
	movewriter_header(&t.writer, !t.common.no_header);
	filter(&t);
	report_notes(&t, options.state);
	close_all(&t);
	return STATUS_OK;
}
