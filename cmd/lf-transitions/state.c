#include <inttypes.h>
#include <stdlib.h>

#include "base/digits.h"
#include "base/mem.h"
#include "base/text.h"
#include "lead/order.h"
#include "lead/statefile.h"
#include "time/duration.h"
#include "time/instant.h"
#include "tsv/out.h"

#include "state.h"
#include "visittext.h"

/*
 * The columns: the lead; with --first or --last, its place in the order of first stages, and
 * its values; its stages, see visittext.h; when it entered its first one; its age in seconds
 * at its last move, and at its last event. A lead without a stage has only the lead and
 * the values. The last row has the latest time of any row.
 */
enum { PLACE = 1, FIRST = 2 };

struct state {
	char *path;
	char *columns;
	struct statefile *file;
	size_t first, last_values; /* how many columns of --first, of --last */
	size_t stages, entered, moved, seen; /* columns */
	struct instant_memo memo;
	struct instant_dates dates;
	/* Once the leads are loaded. */
	struct leads *leads;
	struct firsts *firsts;
	struct leadvalues *more;
	int64_t last; /* time of an event of the leads loaded */
	struct visittext *visits;
};

/* Whether leads have a place, and are there without a stage. */
static bool
has_values(const struct state *state)
{
	return state->first + state->last_values > 0;
}

static void
add_columns(struct text *text, const char *prefix, const struct list *columns)
{
	for (size_t i = 0; i < columns->count; i++) {
		text_add(text, span_of(prefix));
		text_add(text, columns->item[i]);
	}
}

/* The header line. */
static char *
make_columns(const struct list *first, const struct list *last)
{
	struct text text = { NULL, 0, 0 };

	text_add(&text, span_of("lf-transitions-3"));
	if (first->count + last->count > 0)
		text_add(&text, span_of("\tplace"));
	add_columns(&text, "\tfirst:", first);
	add_columns(&text, "\tlast:", last);
	text_add(&text, span_of("\tstages\tentered\tage_moved\tage_seen"));
	text.ptr[text.len] = '\0';
	return text.ptr;
}

struct state *
state_open(const char *path, const struct list *first, const struct list *last)
{
	struct state *state = mem_new(1, sizeof(*state));

	state->path = mem_string(span_of(path));
	state->columns = make_columns(first, last);
	state->first = first->count;
	state->last_values = last->count;
	state->stages = has_values(state) ? FIRST + first->count + last->count : 1;
	state->entered = state->stages + 1;
	state->moved = state->stages + 2;
	state->seen = state->stages + 3;
	state->file = statefile_open(path, state->columns, "--first or --last");
	return state;
}

void
state_close(struct state *state)
{
	if (state == NULL)
		return;
	statefile_close(state->file);
	free(state->path);
	free(state->columns);
	if (state->visits != NULL)
		visittext_free(state->visits);
	free(state);
}

static void
load_stages(struct state *state, const struct row *row, struct lead *lead)
{
	struct reason why;

	if (visittext_parse(state->visits, row_field(row, state->stages), lead, &why) != 0)
		statefile_bad(state->file, row, state->stages, why.text);
}

/* When the lead had the age in that column; entered: when it entered its first stage. */
static int64_t
load_age(const struct state *state, const struct row *row, size_t column, int64_t entered)
{
	struct reason why;
	int64_t age;

	if (seconds_parse_row(row_field(row, column), &age, &why) != 0)
		statefile_bad(state->file, row, column, why.text);
	if (age < 0 || age >= INSTANT_END - entered)
		statefile_bad(state->file, row, column, "is not the age of a lead");
	return entered + age;
}

static void
load_times(struct state *state, const struct row *row, struct lead *lead)
{
	struct reason why;
	int64_t entered, last;

	if (instant_parse_row(
		&state->memo, row_field(row, state->entered), &entered, &why) != 0)
		statefile_bad(state->file, row, state->entered, why.text);
	lead->first = entered;
	lead->since = load_age(state, row, state->moved, entered);
	last = load_age(state, row, state->seen, entered);
	if (last < lead->since)
		statefile_bad(state->file, row, state->seen, "is less than 'age_moved'");
	if (last > state->last)
		state->last = last;
	lead->last = order_mark(last, true);
}

static void
load_place(struct state *state, const struct row *row, struct lead *lead)
{
	struct span text = row_field(row, PLACE);
	uint64_t place;

	digits_take(&text, SIZE_MAX, &place);
	if (text.len > 0 || place == 0 || place > UINT32_MAX)
		statefile_bad(
		    state->file, row, PLACE, "is not a place in the order of the leads");
	leads_put_place(state->leads, lead, (uint32_t)place);
}

/* Whether the lead has no stage: with --first there are such leads. */
static bool
is_unstaged(const struct state *state, const struct row *row)
{
	if (!has_values(state) || row_field(row, state->stages).len > 0)
		return false;
	for (size_t i = state->entered; i <= state->seen; i++)
		if (row_field(row, i).len > 0)
			statefile_bad(state->file, row, i, "is there without a stage");
	return true;
}

static void
load_values(struct state *state, const struct row *row, struct lead *lead)
{
	if (state->first > 0)
		firsts_set(
		    state->firsts, lead, row_fields(row, FIRST, FIRST + state->first - 1));
	if (state->last_values == 0)
		return;
	lead->slot = leadvalues_add(state->more);
	leadvalues_set_last(state->more, lead->slot,
	    row_fields(row, FIRST + state->first, state->stages - 1));
}

static void
load_lead(struct state *state, const struct row *row, const struct map_hint *hint)
{
	bool fresh;
	struct lead *lead = leads_find(state->leads, row_field(row, 0), hint, &fresh);

	if (!fresh)
		statefile_bad(state->file, row, 0, "occurs twice");
	load_values(state, row, lead);
	if (is_unstaged(state, row))
		return;
	load_stages(state, row, lead);
	if (has_values(state))
		load_place(state, row, lead);
	load_times(state, row, lead);
}

/* Exits with 1 if two leads have the same place, or one's is after the last. */
static void
check_places(struct state *state)
{
	const struct lead *wrong = has_values(state) ? leads_misplaced(state->leads) : NULL;
	struct leads_cursor cursor = { 0 };
	uint64_t line = 2;

	if (wrong == NULL)
		return;
	while (leads_next_known(state->leads, &cursor) != wrong)
		line++;
	diag_data("%s:%" PRIu64 ": place: is not a place in the order of the leads",
	    state->path, line);
}

/* The latest time of any row. Without its Z, other digits may be lost as well. */
static int64_t
load_latest(const struct state *state)
{
	struct span text = statefile_total(state->file);
	struct reason why;
	int64_t time;
	bool zoned;

	if (text.ptr == NULL)
		return INSTANT_MIN;
	if (text.len == 0 || text.ptr[text.len - 1] != 'Z')
		diag_data("%s: is cut short", state->path);
	if (instant_parse(text, &time, &zoned, &why) != 0)
		diag_data("%s: latest time: %s", state->path, why.text);
	if (time < state->last)
		diag_data("%s: latest time: is before that of a lead", state->path);
	return time;
}

int64_t
state_load(struct state *state, struct leads *leads, struct names *stages,
    struct firsts *firsts, struct leadvalues *more)
{
	struct map_hint hints[STATEFILE_ROWS] = { 0 };
	const struct row *rows;
	const struct span *names;
	size_t count;

	state->leads = leads;
	state->firsts = firsts;
	state->more = more;
	state->last = INSTANT_MIN;
	state->visits = visittext_new(leads, stages);
	leads_reserve(leads, statefile_leads(state->file));
	while ((count = statefile_rows(state->file, &rows, &names)) > 0) {
		map_hash(leads_map(leads), names, hints, count);
		for (size_t i = 0; i < count; i++)
			load_lead(state, &rows[i], &hints[i]);
	}
	check_places(state);
	return load_latest(state);
}

/* Of a lead that has a stage. */
static void
save_standing(struct state *state, struct out *out, const struct lead *lead)
{
	char *at;

	out_char(out, '\t');
	visittext_put(state->visits, lead, out);
	at = out_room(out, 3 * (size_t)(1 + INSTANT_TEXT_MAX));
	*at++ = '\t';
	at += instant_format_row(&state->dates, at, lead->first);
	*at++ = '\t';
	at += seconds_format(at, lead->since - lead->first);
	*at++ = '\t';
	at += seconds_format(at, order_time(lead->last) - lead->first);
	out->used = (size_t)(at - out->buf);
}

static void
save_values(const struct state *state, struct out *out, const struct lead *lead)
{
	out_char(out, '\t');
	if (lead->place > 0)
		out_count(out, lead->place);
	if (state->first > 0) {
		out_char(out, '\t');
		out_span(out, firsts_values(state->firsts, lead));
	}
	if (state->last_values > 0) {
		out_char(out, '\t');
		out_span(out, leadvalues_last(state->more, lead->slot));
	}
}

static void
save_lead(struct state *state, struct out *out, const struct lead *lead)
{
	out_span(out, leads_name(state->leads, lead));
	if (has_values(state))
		save_values(state, out, lead);
	if (lead->stage > 0)
		save_standing(state, out, lead);
	else
		out_text(out, "\t\t\t\t");
}

void
state_save(struct state *state, int64_t latest)
{
	struct out *out = statefile_begin(state->file);
	struct leads_cursor cursor = { 0 };
	char text[INSTANT_TEXT_MAX];
	size_t len = instant_format(text, latest);
	const struct lead *lead;

	while ((lead = leads_next_known(state->leads, &cursor)) != NULL) {
		save_lead(state, out, lead);
		statefile_end_row(state->file);
	}
	statefile_commit(state->file, (struct span){ text, len });
}
