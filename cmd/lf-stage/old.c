#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "lead/order.h"
#include "lead/statefile.h"
#include "time/instant.h"

#include "old.h"

struct lead {
	int64_t first; /* its first time in the input */
	int64_t last; /* of its events with a stage, as order_mark makes it */
	uint32_t stage; /* the present one, by number; 0: none yet */
};

/* The columns of the state, after the lead. */
enum { FIRST = 1, STAGE, LAST };

struct old {
	const struct tsv *tsv;
	const struct output *output;
	struct old_columns columns;
	struct instant_memo memo;
	struct map *leads; /* the struct lead of each */
	struct names *stages;
	uint64_t late; /* leads whose first stage has no earlier time */
	uint64_t unfit; /* old values that are not the lead's stage */
	struct reason first_unfit; /* where the first of them is, and what it says */
	uint64_t unknown; /* rows with a value that the table has no row for */
	struct reason first_unknown;
	struct order order;
	const char *state_path;
	struct statefile *state; /* of --state, or NULL */
};

static int64_t
load_time(struct old *old, const struct row *row, size_t column)
{
	struct reason why;
	int64_t time;

	if (instant_parse_row(&old->memo, row_field(row, column), &time, &why) != 0)
		statefile_bad(old->state, row, column, why.text);
	return time;
}

static void
load_lead(void *data, const struct row *row, void *value)
{
	struct old *old = data;
	struct lead *lead = value;

	lead->first = load_time(old, row, FIRST);
	lead->stage = names_id(old->stages, row_field(row, STAGE));
	if (lead->stage != 0)
		lead->last = order_mark(load_time(old, row, LAST), true);
	else if (row_field(row, LAST).len > 0)
		statefile_bad(old->state, row, LAST, "is there without a stage");
}

struct old *
old_new(const char *state)
{
	struct old *old = mem_new(1, sizeof(*old));

	old->leads = map_new(sizeof(struct lead), 8);
	old->stages = names_new();
	old->state_path = state;
	if (state != NULL) {
		old->state =
		    statefile_open(state, "lf-stage-births-3\tfirst\tstage\tlast", NULL);
		statefile_load(old->state, old->leads, load_lead, old);
	}
	return old;
}

void
old_free(struct old *old)
{
	if (old == NULL)
		return;
	if (old->state != NULL)
		statefile_close(old->state);
	map_free(old->leads);
	names_free(old->stages);
	free(old);
}

void
old_bind(struct old *old, const struct tsv *tsv, const struct output *output,
    const struct old_columns *columns)
{
	old->tsv = tsv;
	old->output = output;
	old->columns = *columns;
}

const struct map *
old_leads(const struct old *old)
{
	return old->leads;
}

/* Writes the lead's first stage as an event at that time, if that is before the change. */
static void
add_first(struct old *old, const struct event *event, struct span was, int64_t born)
{
	const struct old_columns *columns = &old->columns;

	if (born >= event->time) {
		old->late++;
		return;
	}
	output_earlier(old->output, event->row,
	    &(struct earlier){ columns->time, columns->field, columns->old, born,
		row_field(event->row, columns->old), was });
}

/* Counts an old value that is not the lead's stage, and keeps what the first one says. */
static void
compare(
    struct old *old, const struct event *event, const struct lead *lead, struct span was)
{
	struct span stage = names_text(old->stages, lead->stage);
	char was_quoted[QUOTED_MAX], stage_quoted[QUOTED_MAX];

	if (span_equal(was, stage) || old->unfit++ > 0)
		return;
	fail(&old->first_unfit, "%.128s:%" PRIu64 ": %s, where the lead is in %s",
	    tsv_name(old->tsv), event->row->line, quote(was_quoted, was),
	    quote(stage_quoted, stage));
}

/* Counts a row with a value that the table has no row for, and keeps what the first one says. */
static void
see_unknown(struct old *old, const struct event *event, size_t column)
{
	struct span value = tsv_value(old->tsv, event->row, column);
	char quoted[QUOTED_MAX];

	if (value.len == 0 || old->unknown++ > 0)
		return;
	fail(&old->first_unknown, "%s at %.128s:%" PRIu64, quote(quoted, value),
	    tsv_name(old->tsv), event->row->line);
}

static struct lead *
find_lead(struct old *old, const struct event *event)
{
	bool fresh;
	struct lead *lead = old->columns.hinted ?
	    map_put_hinted(old->leads, event->lead, event->hint, &fresh) :
	    map_put(old->leads, event->lead, &fresh);

	if (fresh)
		lead->first = event->time;
	return lead;
}

/* With --state, events with a stage are held to the order of time. */
static int
take_time(struct old *old, const struct event *event, struct lead *lead, struct reason *why)
{
	int64_t last = lead->stage == 0 ? INT64_MIN : lead->last;

	if (old->state != NULL && order_take(&old->order, event->time, &last, why) != 0)
		return -1;
	lead->last = last;
	return 0;
}

int
old_take(struct old *old, const struct event *event, bool chosen, struct span stage,
    struct span was, const char **column, struct reason *why)
{
	struct span cell = { "", 0 };
	struct lead *lead;
	int64_t born = 0;

	if (stage.len > 0 && old->columns.born != TSV_NONE)
		cell = tsv_value(old->tsv, event->row, old->columns.born);
	*column = old->columns.born_name;
	if (cell.len > 0 && instant_parse_row(&old->memo, cell, &born, why) != 0)
		return -1;
	lead = find_lead(old, event);
	if (chosen && stage.len == 0 && old->columns.table != NULL)
		see_unknown(old, event, old->columns.field);
	if (stage.len == 0)
		return 0;
	*column = old->columns.time_name;
	if (take_time(old, event, lead, why) != 0)
		return -1;
	if (was.len > 0 && lead->stage == 0)
		add_first(old, event, was, cell.len > 0 ? born : lead->first);
	else if (was.len > 0)
		compare(old, event, lead, was);
	else if (lead->stage == 0 && old->columns.table != NULL)
		see_unknown(old, event, old->columns.old);
	lead->stage = names_id(old->stages, stage);
	return 0;
}

/* Says how many leads have no stage. With a state, this may be only a part of the log. */
static void
report_unstaged(const struct old *old)
{
	struct map_cursor cursor = { 0 };
	const struct lead *lead;
	uint64_t unstaged = 0, all = 0;

	if (old->state != NULL)
		return;
	while ((lead = map_next(old->leads, &cursor)) != NULL) {
		unstaged += lead->stage == 0;
		all++;
	}
	if (unstaged > 0)
		diag_note("%" PRIu64 " of %" PRIu64
			  " lead%s %s no row with a stage, and count%s nowhere: the CRM's list of "
			  "leads has theirs",
		    unstaged, all, all == 1 ? "" : "s", unstaged == 1 ? "has" : "have",
		    unstaged == 1 ? "s" : "");
}

void
old_report(const struct old *old)
{
	if (old->late > 0)
		diag_note("%" PRIu64 " lead%s whose first old stage has no earlier time: "
			  "nothing added; a row of when it was created gives one, or --born",
		    old->late, old->late == 1 ? "" : "s");
	if (old->unfit > 0)
		diag_note("%" PRIu64
			  " old value%s not the lead's stage by then: the log is out "
			  "of order, has gaps or has rows twice; the first is at %s",
		    old->unfit, old->unfit == 1 ? " is" : "s are", old->first_unfit.text);
	if (old->unknown > 0)
		diag_note("%" PRIu64 " row%s a value that no row of %s fits, such as %s: add "
			  "it there, or it gives no stage",
		    old->unknown, old->unknown == 1 ? " has" : "s have",
		    old->columns.table, old->first_unknown.text);
	report_unstaged(old);
	order_report(&old->order, old->state_path);
}

void
old_save(struct old *old)
{
	struct map_cursor cursor = { 0 };
	const struct lead *lead;
	struct out *out;

	if (old->state == NULL)
		return;
	out = statefile_begin(old->state);
	while ((lead = map_next(old->leads, &cursor)) != NULL) {
		out_span(out, map_key(old->leads, lead));
		out_char(out, '\t');
		out_instant(out, lead->first);
		out_char(out, '\t');
		out_span(out, names_text(old->stages, lead->stage));
		out_char(out, '\t');
		if (lead->stage != 0)
			out_instant(out, order_time(lead->last));
		statefile_end_row(old->state);
	}
	statefile_commit(old->state, (struct span){ "", 0 });
}
