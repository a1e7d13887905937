/* Turns staged events into moves: one row for each change of stage of a lead. */
#include "lead/entered.h"
#include "lead/events.h"
#include "lead/order.h"
#include "time/instant.h"
#include "time/zone.h"
#include "tsv/tsv.h"

#include "asof.h"
#include "backfill.h"
#include "firsts.h"
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
	enum open_rows open;
	bool grouped;

	struct names *names; /* of stages; those of the table come first */
	struct firsts *firsts; /* of --first, or NULL */
	struct leadvalues *more; /* of --last and --first-seen, or NULL */
	bool knows; /* leads are known by their first row, before they have a stage */
	bool ages; /* it matters when leads entered their first stage */
	/*
	 * It matters how often leads entered each stage. If it was always counted, runs with
	 * few columns would take twice as long where leads have hundreds of events.
	 */
	bool counts;
	struct leads *leads;
	struct state *state; /* of --state, or NULL */
	struct stages *table; /* of --stages, or NULL */
	struct backfill *backfill; /* the same */
	struct entered entered; /* with a table */
	struct asof asof;
	struct order order;
};

/* Takes what the options want of a lead's first row. */
static void
know_lead(struct transitions *t, struct lead *lead, const struct row *row)
{
	if (t->more != NULL)
		lead->slot = leadvalues_add(t->more);
	if (t->firsts != NULL)
		firsts_take(t->firsts, lead, row);
}

static struct span
values_of(const struct transitions *t, const struct lead *lead)
{
	const struct span nothing = { NULL, 0 };

	return t->firsts == NULL ? nothing : firsts_values(t->firsts, lead);
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

/* When the lead entered its first stage, or 0 if that is not kept. */
static int64_t
first_of(const struct transitions *t, const struct lead *lead)
{
	return t->ages ? lead->first : 0;
}

/* The lead enters its first stage. */
static void
enter_first(struct transitions *t, struct lead *lead, int64_t time)
{
	if (t->ages)
		lead->first = time;
	leads_staged(t->leads, lead);
	if (t->firsts != NULL)
		firsts_staged(t->firsts, lead);
}

/* How often the lead has entered the stage, or 0 if that is not counted. */
static uint64_t
visits(const struct transitions *t, const struct lead *lead, uint32_t stage)
{
	return t->counts ? leads_visits(t->leads, lead, stage) : 0;
}

/* The lead enters a stage; imputed tells of the visit that it leaves. */
static void
enter(struct transitions *t, struct lead *lead, const struct event *event, uint32_t to,
    bool imputed)
{
	uint32_t from = lead->stage;
	int64_t since = lead->since;
	uint64_t from_visit = from == 0 ? 0 : visits(t, lead, from);
	uint64_t visit = t->counts ? leads_visit(t->leads, lead, to) : 0;

	if (from == 0)
		enter_first(t, lead, event->time);
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
		.first = first_of(t, lead),
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
		.time = asof_end(&t->asof),
		.since = lead->since,
		.first = first_of(t, lead),
		.from = lead->stage,
		.from_visit = visits(t, lead, lead->stage),
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
	if (!asof_take(&t->asof, event->time)) {
		if (t->state != NULL)
			return fail(
			    why, "is at or after --as-of: the next run would miss it");
		t->asof.late++;
		return 0;
	}
	if (event->stage == 0 && !t->knows)
		return 0;
	lead = leads_find(t->leads, event->lead, event->hint, &fresh);
	if (fresh && t->knows)
		know_lead(t, lead, event->row);
	if (event->stage != 0 && take_time(t, lead, event, why) != 0)
		return -1;
	if (t->more != NULL && leadvalues_take(t->more, lead->slot, event->row))
		release(t, lead);
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
	put_rest(t);
}

static void
report_notes(const struct transitions *t, const char *state)
{
	asof_report_late(&t->asof);
	if (t->firsts != NULL)
		firsts_report(t->firsts);
	asof_report_gap(&t->asof);
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
	if (options->first != NULL)
		t->firsts = firsts_new(&t->writer.first, options->grouped);
	if (options->last != NULL || options->first_seen != NULL)
		t->more = leadvalues_new(&t->writer.last, &t->writer.seen);
	t->knows = t->firsts != NULL || t->more != NULL;
}

/*
 * What the options want to be kept of each lead. With LEADS_FIRST for LEADS_STAY, the
 * pipeline of README takes 10 % longer in lf-transitions.
 */
static enum leads_kept
kept_of(const struct transitions *t)
{
	if (t->more != NULL)
		return LEADS_SLOT;
	if (t->knows)
		return LEADS_PLACE;
	return t->ages ? LEADS_FIRST : LEADS_STAY;
}

static void
check_options(const struct options *options, struct transitions *t)
{
	struct reason why;

	if (options->tz != NULL && zone_use(options->tz, &why) != 0)
		diag_usage("--tz: %s", why.text);
	t->asof = asof_parse(options->as_of);
	t->open = options->state == NULL ? OPEN_YES : OPEN_NO;
	if (options->open != NULL)
		t->open =
		    (enum open_rows)options_choice("open", options->open, "yes|no|only");
	if (options->grouped && options->state != NULL)
		diag_usage("--state beside --grouped, which forgets each lead at its end");
	if (options->grouped && t->open != OPEN_NO && !t->asof.given)
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
	t->ages = options->state != NULL || movewriter_has(&t->writer, "age");
	t->counts = options->state != NULL || movewriter_has(&t->writer, "visit") ||
	    movewriter_has(&t->writer, "from_visit");
	set_columns(options, t);
	t->names = names_new();
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
	t->asof.log.last = state_load(t->state, t->leads, t->names, t->firsts, t->more);
	t->asof.log.first = t->asof.log.last;
	if (t->asof.given && t->asof.log.last >= t->asof.end)
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
	if (t->firsts != NULL)
		firsts_bind(t->firsts, t->tsv);
	movewriter_bind(&t->writer, t->tsv, t->common.time, &t->out);
	if (t->more != NULL)
		leadvalues_bind(t->more, t->tsv);
}

/* The state is replaced only when the output is on its way or on the disk. */
static void
close_all(struct transitions *t)
{
	if (t->state != NULL) {
		out_sync(&t->out);
		state_save(t->state, t->asof.log.last);
	}
	events_close(t->events);
	tsv_close(t->tsv);
	state_close(t->state);
	firsts_free(t->firsts);
	leadvalues_free(t->more);
	movewriter_free(&t->writer);
	leads_free(t->leads);
	names_free(t->names);
	backfill_free(t->backfill);
	stages_free(t->table);
	entered_free(&t->entered);
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
	t.leads = leads_new(kept_of(&t), t.grouped);
	if (options.state != NULL)
		load_state(&t, options.state);
	open_input(&t);
	movewriter_header(&t.writer, !t.common.no_header);
	filter(&t);
	report_notes(&t, options.state);
	close_all(&t);
	return STATUS_OK;
}
