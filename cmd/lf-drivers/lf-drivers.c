/* Reports which events or campaigns bring leads into and out of each stage. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/map.h"
#include "lead/entered.h"
#include "lead/logend.h"
#include "time/instant.h"

#include "state.h"
#include "table.h"

struct options {
	const char *driver, *touch, *stages, *forward, *top, *min, *as_of;
	struct texts ignore;
	bool earlier;
};

/* Whether pace needs the ages of the lead's visit. A state has those of all visits. */
static bool
is_paced(const struct work *w, const struct lead *lead)
{
	return w->paced && lead->stage != 0 &&
	    (w->state.write || forward_from(w->ways, lead->stage));
}

/* Counts the lead's visit, which ends at that time or is open then. */
static void
end_visit(struct work *w, const struct lead *lead, int64_t time, bool forward)
{
	const struct visit visit = { lead->group, lead->stage, lead->since, time, forward };

	if (lead->stage != 0)
		attribution_count(w->attribution, &visit, &lead->touches,
		    is_paced(w, lead));
}

static void
credit_driver(struct work *w, uint32_t group, uint32_t stage, uint32_t driver,
    enum direction direction)
{
	attribution_of(w->attribution, group, stage, driver)->moves[direction]++;
}

/* Credits a move into or out of a stage to the touches that --touch says. */
static void
credit(struct work *w, const struct lead *lead, uint32_t group, uint32_t stage,
    enum direction direction)
{
	const struct touches *by = &lead->touches;
	uint32_t end = w->touch == TOUCH_ANY ? by->count : by->entry + 1u;

	credit_driver(w, group, stage, 0, direction);
	if (by->count == by->entry)
		return;
	if (w->touch == TOUCH_LAST)
		credit_driver(w, group, stage, by->last, direction);
	else
		for (uint32_t i = by->entry; i < end; i++)
			credit_driver(w, group, stage, touches_driver(by, i), direction);
}

static void
move(struct work *w, struct lead *lead, const struct event *event, uint32_t group)
{
	if (w->earlier)
		touches_keep_earlier(&lead->touches);
	end_visit(w, lead, event->time, forward_is(w->ways, lead->stage, event->stage));
	if (lead->stage != 0)
		credit(w, lead, group, lead->stage, OUT);
	credit(w, lead, group, event->stage, IN);
	touches_move(&lead->touches);
	entered_mark(&w->entered, event->stage);
	lead->stage = event->stage;
	lead->since = event->time;
	lead->group = group;
}

/* The driver with which the event touches its lead, or 0. */
static uint32_t
driver_of(struct work *w, const struct event *event)
{
	if (where_match_any(w->ignore, event->row))
		return 0;
	return names_id(w->drivers, tsv_value(w->report.tsv, event->row, w->driver));
}

static void
touch(struct work *w, struct lead *lead, const struct event *event, uint32_t driver)
{
	bool with_move = lead->stage != 0 && event->time == lead->since;

	if (driver != 0 && !(w->earlier && with_move))
		touches_add(&lead->touches, driver);
}

/* The instant of the lead's latest row is over. */
static void
pass(struct work *w, struct lead *lead)
{
	if (is_paced(w, lead))
		attribution_touched(w->attribution, lead->group, lead->stage,
		    &lead->touches, lead->time - lead->since);
	touches_pass(&lead->touches);
}

/* Takes one event; one that neither moves nor touches its lead is passed over. */
static int
step(struct work *w, const struct event *event, struct reason *why)
{
	uint32_t driver;
	struct lead *lead;
	bool fresh;

	if (w->ends && event->time >= w->as_of) {
		w->late++;
		return 0;
	}
	logend_take(&w->log, event->time);
	driver = driver_of(w, event);
	if (event->stage == 0 && driver == 0)
		return 0;
	lead = map_put_hinted(w->leads, event->lead, event->hint, &fresh);
	if (fresh)
		lead->time = event->time;
	if (instant_order(event->time, lead->time, why) != 0)
		return -1;
	if (event->time > lead->time)
		pass(w, lead);
	lead->time = event->time;
	touch(w, lead, event, driver);
	if (event->stage != 0 && event->stage != lead->stage)
		move(w, lead, event,
		    names_id(w->groups, report_group(&w->report, event->row)));
	return 0;
}

static void
end_leads(struct work *w)
{
	struct map_cursor cursor = { 0 };
	struct lead *lead;

	while ((lead = map_next(w->leads, &cursor)) != NULL) {
		if (w->as_of > lead->time && !w->state.write)
			pass(w, lead);
		if (w->state.write)
			state_add_open(w, lead);
		else
			end_visit(w, lead, w->as_of, false);
		touches_free(&lead->touches);
	}
	/* The figures need memory, too, and can have that of the leads. */
	map_free(w->leads);
	w->leads = NULL;
}

/* What is to be known about the report, but is not in it. */
static void
check(struct work *w)
{
	struct names *names = w->report.names;

	for (size_t i = 0; i < w->forward.count; i++)
		entered_check(
		    w->report.entered, names, "--forward", names_id(names, w->forward.item[i]));
	where_report(w->ignore);
	report_check_spelling(&w->report);
	report_check_table(&w->report, w->stages);
	if (w->late > 0)
		diag_note("%" PRIu64 " row%s at or after --as-of left out", w->late,
		    w->late == 1 ? "" : "s");
	else if (w->ends)
		logend_check(&w->log, w->as_of);
}

/*
 * The leads of these events have been fetched. What touched them is fetched here, before
 * the first is taken; gcc drops calls of a function that does nothing else.
 */
static void
take_group(struct work *w, const struct event *event, size_t count)
{
	struct reason why;

	for (size_t i = 0; i < count; i++) {
		const struct lead *lead = event[i].hint->guess;

		if (lead != NULL && lead->touches.many)
			__builtin_prefetch(lead->touches.list.many);
	}
	for (; count > 0; count--, event++)
		if (step(w, event, &why) != 0)
			tsv_bad(w->report.tsv, event->row, w->report.common.time, &why);
}

static void
filter(struct work *w)
{
	const struct event *event;
	size_t count;

	while ((count = events_next(w->events, &event)) > 0)
		take_group(w, event, count);
	if (!w->ends)
		w->as_of = w->log.last;
	end_leads(w);
}

static void
check_options(struct work *w, const struct options *options)
{
	report_setup(&w->report, NULL);
	w->drivers = names_new();
	w->groups = names_new();
	w->leads = map_new(sizeof(struct lead), 4);
	w->attribution = attribution_new();
	w->touch = options->touch == NULL ?
	    TOUCH_LAST :
	    (enum which)options_choice("touch", options->touch, "last|first|any");
	w->earlier = options->earlier;
	w->top = options->top == NULL ?
	    UINT64_MAX :
	    (uint64_t)options_integer("top", options->top, 1, INT64_MAX);
	w->min = options->min == NULL ?
	    1 :
	    (uint64_t)options_integer("min", options->min, 0, INT64_MAX);
	w->ends = options->as_of != NULL;
	w->as_of = w->ends ? options_time("as-of", options->as_of) : INSTANT_MIN;
	w->log.last = INSTANT_MIN;
	if (options->forward != NULL)
		w->forward = list_parse(options->forward);
	w->stages = partial_stages(&w->state, options->stages);
	w->ways = forward_new(w->stages, &w->forward, w->report.names);
	w->paced = w->stages != NULL || w->forward.count > 0;
}

/* Opens the input. That of --merge is open, and has none of these columns. */
static void
open_input(struct work *w, const struct options *options)
{
	if (w->state.merge) {
		w->ignore = where_new("ignore", &options->ignore, NULL, NULL);
		return;
	}
	report_open(&w->report);
	w->report.entered = &w->entered;
	w->events = events_open(w->report.tsv, &w->report.common, w->report.names);
	events_ahead(w->events, w->leads);
	w->driver = tsv_need(w->report.tsv, options->driver);
	w->ignore = where_new("ignore", &options->ignore, NULL, w->report.tsv);
	report_bind(&w->report, w->report.tsv);
}

static void
close_all(struct work *w)
{
	if (w->events != NULL)
		events_close(w->events);
	where_free(w->ignore);
	partial_close(&w->state);
	if (w->leads != NULL)
		map_free(w->leads);
	attribution_free(w->attribution);
	names_free(w->drivers);
	names_free(w->groups);
	forward_free(w->ways);
	list_free(&w->forward);
	stages_free(w->stages);
	entered_free(&w->entered);
	report_close(&w->report);
}

static void
parse_options(struct work *w, struct options *options, int argc, char **argv)
{
	struct opt table[] = {
		{ OPT_NEEDED, "driver", "COL", "the column that names what touches a lead",
		    &options->driver },
		{ OPT_TEXT, "touch", "last|first|any",
		    "credit a move to its last (default), first or any touch",
		    &options->touch },
		{ OPT_FLAG, "earlier", NULL,
		    "touches at the very instant of a move do not count",
		    &options->earlier },
		{ OPT_REPEAT, "ignore", "COL=GLOB", "rows that match are not touches",
		    &options->ignore },
		{ OPT_TEXT, "stages", "FILE",
		    "the stage table: moves to a later step are forward",
		    &options->stages },
		{ OPT_TEXT, "forward", "STAGE,...", "moves to these are forward, too",
		    &options->forward },
		{ OPT_TEXT, "min", "N", "leave out drivers with fewer than N moves (1)",
		    &options->min },
		{ OPT_TEXT, "top", "N",
		    "the N drivers with the most moves, by stage and direction",
		    &options->top },
		{ OPT_TEXT, "as-of", "T", "the log ends at T: later events are left out",
		    &options->as_of },
		{ OPT_TEXT, "group", "COL,...", "a row for each value of these columns",
		    &w->report.group },
		{ OPT_FLAG, "partial", NULL, "write a state that --merge reads",
		    &w->state.write },
		{ OPT_FLAG, "merge", NULL, "read states of --partial, in any order",
		    &w->state.merge },
		{ 0 },
	};
	const struct program program = { .name = "lf-drivers",
		.purpose = "Reports which events or campaigns bring leads into and out of "
			   "each stage.",
		.examples =
		    "  lf-drivers --driver campaign --stages stages.tsv staged.tsv\n"
		    "  lf-drivers --driver event --touch any --top 5 staged.tsv\n",
		.table = table,
		.spares = &w->state.merge };

	options_parse(&program, &w->report.common, argc, argv);
	partial_options(&w->state, table);
}

static void
put_header(struct work *w)
{
	if (w->state.write)
		partial_put_header(&w->state);
	else
		table_put_header(w);
}

static void
report(struct work *w)
{
	if (w->state.merge)
		state_read(w);
	else
		filter(w);
	if (w->state.write) {
		state_put(w);
		return;
	}
	check(w);
	table_put(w);
}

int
main(int argc, char **argv)
{
	struct options options = { 0 };
	struct work w = { .state = { .form = &state_form, .report = &w.report } };

	parse_options(&w, &options, argc, argv);
	if (w.state.merge)
		partial_open(&w.state);
	check_options(&w, &options);
	open_input(&w, &options);
	if (!w.report.common.no_header)
		put_header(&w);
	report(&w);
	texts_free(&options.ignore);
	close_all(&w);
	return STATUS_OK;
}
