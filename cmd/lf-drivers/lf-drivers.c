/* Reports which events or campaigns bring leads into and out of each stage. */
#include <stdlib.h>

#include "base/map.h"
#include "base/names.h"
#include "lead/events.h"
#include "lead/stages.h"
#include "lead/where.h"
#include "report/report.h"
#include "time/instant.h"
#include "tsv/tsv.h"

#include "attribution.h"
#include "touches.h"

enum touch { TOUCH_LAST, TOUCH_FIRST, TOUCH_ANY };

struct options {
	const char *driver, *touch, *stages, *forward, *top, *min;
	struct texts ignore;
	bool earlier;
};

struct lead {
	int64_t time; /* of its latest row */
	int64_t since; /* when it entered its present stage */
	uint32_t stage; /* 0: none yet */
	uint32_t group; /* of the row by which it entered */
	struct touches entry; /* the touches of the move by which it entered */
	struct touches touched; /* the touches since */
};

struct work {
	struct report report;
	struct events *events;
	size_t driver; /* the column of --driver */
	struct where *ignore;
	enum touch touch;
	bool earlier;
	struct stages *stages;
	struct list forward;
	uint64_t top, min;

	struct names *drivers, *groups;
	struct map *leads; /* the struct lead of each */
	struct attribution *attribution;
};

/* Whether `to` is a later step of the path, or a stage of --forward. */
static bool
is_forward(const struct work *w, uint32_t from, uint32_t to)
{
	struct span name = names_text(w->report.names, to);
	size_t to_place = stages_find(w->stages, name);
	size_t from_place = stages_find(w->stages, names_text(w->report.names, from));

	if (list_find(&w->forward, name) >= 0)
		return true;
	return to_place != STAGE_NONE && from_place != STAGE_NONE &&
	    to_place > from_place && w->stages->stage[to_place].path == PATH_STEP;
}

static void
count_visit(struct work *w, const struct lead *lead, uint32_t driver,
    enum direction direction, bool forward)
{
	struct credit *of = attribution_of(w->attribution, lead->group, lead->stage, driver);

	of->visits[direction]++;
	of->forward[direction] += forward;
}

/* Counts a visit, ended or still open, for the drivers that brought or touched the lead. */
static void
end_visit(struct work *w, const struct lead *lead, bool forward)
{
	if (lead->stage == 0)
		return;
	for (int direction = IN; direction < DIRECTIONS; direction++) {
		const struct touches *by = direction == IN ? &lead->entry : &lead->touched;

		count_visit(w, lead, 0, (enum direction)direction, forward);
		for (size_t i = 0; i < by->count; i++)
			count_visit(
			    w, lead, by->driver[i], (enum direction)direction, forward);
	}
}

/* The touches that a move is credited to, as --touch says. */
static const uint32_t *
credited(const struct work *w, const struct touches *by, size_t *count)
{
	*count = by->count > 0 && w->touch != TOUCH_ANY ? 1 : by->count;
	return w->touch == TOUCH_LAST ? &by->last : by->driver;
}

/* Credits a move into or out of a stage. */
static void
credit(struct work *w, const struct lead *lead, uint32_t group, uint32_t stage,
    enum direction direction)
{
	size_t count;
	const uint32_t *driver = credited(w, &lead->touched, &count);

	attribution_of(w->attribution, group, stage, 0)->moves[direction]++;
	for (size_t i = 0; i < count; i++)
		attribution_of(w->attribution, group, stage, driver[i])->moves[direction]++;
}

static void
move(struct work *w, struct lead *lead, const struct event *event, uint32_t group)
{
	struct touches before = lead->entry;

	if (w->earlier)
		touches_keep_earlier(&lead->touched);
	end_visit(w, lead, is_forward(w, lead->stage, event->stage));
	if (lead->stage != 0)
		credit(w, lead, group, lead->stage, OUT);
	credit(w, lead, group, event->stage, IN);
	lead->entry = lead->touched;
	lead->touched = before;
	touches_clear(&lead->touched);
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
		touches_add(&lead->touched, driver);
}

/* Takes one event; one that neither moves nor touches its lead is passed over. */
static int
step(struct work *w, const struct event *event, struct reason *why)
{
	uint32_t driver = driver_of(w, event);
	struct lead *lead;
	bool fresh;

	if (event->stage == 0 && driver == 0)
		return 0;
	lead = map_put_hinted(w->leads, event->lead, event->hint, &fresh);
	if (fresh)
		lead->time = event->time;
	if (instant_order(event->time, lead->time, why) != 0)
		return -1;
	if (event->time > lead->time)
		touches_pass(&lead->touched);
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
		end_visit(w, lead, false);
		free(lead->entry.driver);
		free(lead->touched.driver);
	}
}

static void
put_line(struct work *w, const struct attribution_line *line)
{
	static const char *const names[DIRECTIONS] = { "in", "out" };
	enum direction direction = line->direction;
	const struct credit *all = line->all;
	const struct credit *part = line->credit;
	struct out *out = &w->report.out;
	struct interval lift = attribution_interval(part, all, direction);

	report_put_group(&w->report, out, line->group);
	out_field(out, line->stage);
	out_char(out, '\t');
	out_text(out, names[direction]);
	out_char(out, '\t');
	out_field(out, line->driver);
	out_char(out, '\t');
	out_integer(out, (int64_t)part->moves[direction]);
	out_char(out, '\t');
	report_put_ratio(out, part->moves[direction], all->moves[direction], 4);
	out_char(out, '\t');
	report_put_ratio(out, (int128)part->forward[direction] * all->visits[direction],
	    (int128)part->visits[direction] * all->forward[direction], 4);
	out_char(out, '\t');
	report_put_double(out, lift.low);
	out_char(out, '\t');
	report_put_double(out, lift.high);
	out_char(out, '\n');
}

static void
report(struct work *w)
{
	size_t count;
	struct attribution_line *lines = attribution_lines(w->attribution, w->groups,
	    w->report.names, w->drivers, w->stages, w->min, &count);
	uint64_t rank = 0;

	for (size_t i = 0; i < count; i++) {
		bool same = i > 0 && lines[i].all == lines[i - 1].all &&
		    lines[i].direction == lines[i - 1].direction;

		rank = same ? rank + 1 : 0;
		if (rank < w->top)
			put_line(w, &lines[i]);
	}
	free(lines);
}

static void
put_header(struct work *w)
{
	struct out *out = &w->report.out;

	report_put_header(&w->report, out);
	out_text(out, "stage\tdirection\tdriver\tmoves\tshare\tlift\tlift_lo\tlift_hi");
	report_end_header(out);
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

		if (lead != NULL)
			__builtin_prefetch(lead->touched.driver);
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
	end_leads(w);
}

static void
check_options(struct work *w, const struct options *options)
{
	report_setup(&w->report, NULL);
	w->touch = options->touch == NULL ?
	    TOUCH_LAST :
	    (enum touch)options_choice("touch", options->touch, "last|first|any");
	w->earlier = options->earlier;
	w->top = options->top == NULL ?
	    UINT64_MAX :
	    (uint64_t)options_integer("top", options->top, 1, INT64_MAX);
	w->min = options->min == NULL ?
	    1 :
	    (uint64_t)options_integer("min", options->min, 0, INT64_MAX);
	if (options->forward != NULL)
		w->forward = list_parse(options->forward);
	if (options->stages != NULL)
		w->stages = stages_read(options->stages);
}

static void
bind(struct work *w, const struct options *options)
{
	w->events = events_open(w->report.tsv, &w->report.common, w->report.names);
	events_ahead(w->events, w->leads);
	w->driver = tsv_need(w->report.tsv, options->driver);
	w->ignore = where_new("ignore", &options->ignore, NULL, w->report.tsv);
	report_bind(&w->report, w->report.tsv);
}

static void
close_all(struct work *w)
{
	events_close(w->events);
	where_free(w->ignore);
	map_free(w->leads);
	attribution_free(w->attribution);
	names_free(w->drivers);
	names_free(w->groups);
	list_free(&w->forward);
	stages_free(w->stages);
	report_close(&w->report);
}

static void
parse_options(struct work *w, struct options *options, int argc, char **argv)
{
	struct opt table[] = {
		{ OPT_NEEDED, "driver", "COL", "the column that names what touches a lead",
		    &options->driver },
		{ OPT_TEXT, "touch", "WHICH",
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
		{ OPT_TEXT, "group", "COL,...", "a row for each value of these columns",
		    &w->report.group },
		{ 0 },
	};
	const struct program program = { .name = "lf-drivers",
		.purpose = "Reports which events or campaigns bring leads into and out of "
			   "each stage.",
		.examples =
		    "  lf-drivers --driver campaign --stages stages.tsv staged.tsv\n"
		    "  lf-drivers --driver event --touch any --top 5 staged.tsv\n",
		.table = table };

	options_parse(&program, &w->report.common, argc, argv);
}

int
main(int argc, char **argv)
{
	struct options options = { 0 };
	struct work w = { .drivers = names_new(), .groups = names_new(),
		.attribution = attribution_new(),
		.leads = map_new(sizeof(struct lead), sizeof(int64_t)) };

	parse_options(&w, &options, argc, argv);
	check_options(&w, &options);
	report_open(&w.report);
	bind(&w, &options);
	if (!w.report.common.no_header)
		put_header(&w);
	filter(&w);
	report(&w);
	texts_free(&options.ignore);
	close_all(&w);
	return STATUS_OK;
}
