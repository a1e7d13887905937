#include <inttypes.h>
#include <stdlib.h>

#include "base/digits.h"
#include "base/mem.h"
#include "lead/order.h"
#include "lead/statefile.h"
#include "time/duration.h"
#include "time/instant.h"
#include "tsv/out.h"

#include "state.h"
#include "visittext.h"

/*
 * The columns: the lead; with --first its place in the order of first stages,
 * and the values; its stages, see visitlist.h; when it entered its first one,
 * and how old it was then, in seconds, at its last move and at its last event.
 * All but lead and values are empty for a lead without a stage. The last row's
 * last field is the latest time of any row.
 */
enum { PLACE = 1, FIRST = 2 };

struct state {
	char *path;
	char *columns;
	struct statefile *file;
	size_t values; /* how many columns of --first */
	size_t stages, entered, moved, seen; /* columns */
	struct instant_memo memo;
	struct instant_dates dates;
	struct leads *leads; /* once they have been asked for */
	int64_t last; /* the latest event of those that were loaded */
	struct visittext *visits;
};

/* The header line. */
static char *
make_columns(const struct list *first)
{
	static const char begin[] = "lf-transitions-2";
	static const char place[] = "\tplace";
	static const char prefix[] = "\tfirst:";
	static const char end[] = "\tstages\tentered\tage_moved\tage_seen";
	size_t size = sizeof(begin) + sizeof(place) + sizeof(end);
	char *columns, *at;

	for (size_t i = 0; i < first->count; i++)
		size += sizeof(prefix) + first->item[i].len;
	columns = mem_new(size, 1);
	at = span_put(columns, span_of(begin));
	if (first->count > 0)
		at = span_put(at, span_of(place));
	for (size_t i = 0; i < first->count; i++) {
		at = span_put(at, span_of(prefix));
		at = span_put(at, first->item[i]);
	}
	span_put(at, span_of(end));
	return columns;
}

struct state *
state_open(const char *path, const struct list *first)
{
	struct state *state = mem_new(1, sizeof(*state));

	state->path = mem_string(span_of(path));
	state->columns = make_columns(first);
	state->values = first->count;
	state->stages = first->count > 0 ? FIRST + first->count : 1;
	state->entered = state->stages + 1;
	state->moved = state->stages + 2;
	state->seen = state->stages + 3;
	state->file = statefile_open(path, state->columns, "--first");
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

/* The time at which a lead that entered its first stage then had the age in that column. */
static int64_t
load_age(const struct state *state, const struct row *row, size_t column,
    int64_t entered)
{
	struct reason why;
	int64_t age;

	if (seconds_parse_row(row_field(row, column), &age, &why) != 0)
		statefile_bad(state->file, row, column, why.text);
	if (age < 0 || age >= INSTANT_END - entered)
		statefile_bad(state->file, row, column, "is no age of a lead");
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
		statefile_bad(state->file, row, PLACE, "is not a place in an order");
	leads_put_place(state->leads, lead, (uint32_t)place);
}

/* A lead without a stage, where there are such: nothing is known of it but its values. */
static bool
is_unstaged(const struct state *state, const struct row *row)
{
	if (state->values == 0 || row_field(row, state->stages).len > 0)
		return false;
	for (size_t i = state->entered; i <= state->seen; i++)
		if (row_field(row, i).len > 0)
			statefile_bad(state->file, row, i, "is there without a stage");
	return true;
}

/* The values of --first, with the TABs between them, as they stand in the row. */
static struct span
first_values(const struct state *state, const struct row *row)
{
	struct span begin = row_field(row, FIRST);
	struct span end = row_field(row, FIRST + state->values - 1);

	return (struct span){ begin.ptr, (size_t)(end.ptr + end.len - begin.ptr) };
}

static void
load_lead(struct state *state, const struct row *row, const struct map_hint *hint,
    struct names *values)
{
	bool fresh;
	struct lead *lead = leads_find(state->leads, row_field(row, 0), hint, &fresh);

	if (!fresh)
		statefile_bad(state->file, row, 0, "occurs twice");
	if (state->values > 0)
		lead->mark = names_id(values, first_values(state, row));
	if (is_unstaged(state, row))
		return;
	load_stages(state, row, lead);
	if (state->values > 0)
		load_place(state, row, lead);
	load_times(state, row, lead);
}

/* A place that two leads have, or that is behind the last one. */
static void
check_places(struct state *state)
{
	const struct lead *wrong =
	    state->values > 0 ? leads_misplaced(state->leads) : NULL;
	struct leads_cursor cursor = { 0 };
	uint64_t line = 2;

	if (wrong == NULL)
		return;
	while (leads_next_known(state->leads, &cursor) != wrong)
		line++;
	diag_data("%s:%" PRIu64 ": place: is not a place in the order of the leads",
	    state->path, line);
}

/* The latest time of any row; one without its Z has lost more than that. */
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
    struct names *values)
{
	struct map_hint hints[STATEFILE_ROWS] = { 0 };
	const struct row *rows;
	const struct span *names;
	size_t count;

	state->leads = leads;
	state->last = INSTANT_MIN;
	state->visits = visittext_new(leads, stages);
	leads_reserve(leads, statefile_leads(state->file));
	while ((count = statefile_rows(state->file, &rows, &names)) > 0) {
		map_hash(leads_map(leads), names, hints, count);
		for (size_t i = 0; i < count; i++)
			load_lead(state, &rows[i], &hints[i], values);
	}
	check_places(state);
	return load_latest(state);
}

/* What is known of a lead that has a stage. */
static void
save_standing(struct state *state, struct out *out, const struct lead *lead)
{
	char *at;

	out_char(out, '\t');
	visittext_put(state->visits, lead, out);
	at = out_room(out, 3 * (1 + INSTANT_TEXT_MAX));
	*at++ = '\t';
	at += instant_format_row(&state->dates, at, lead->first);
	*at++ = '\t';
	at += seconds_format(at, lead->since - lead->first);
	*at++ = '\t';
	at += seconds_format(at, order_time(lead->last) - lead->first);
	out->used = (size_t)(at - out->buf);
}

static void
save_lead(struct state *state, struct out *out, const struct names *values,
    const struct lead *lead)
{
	out_span(out, leads_name(state->leads, lead));
	if (state->values > 0) {
		out_char(out, '\t');
		if (lead->place > 0)
			out_count(out, lead->place);
		out_char(out, '\t');
		out_span(out, names_text(values, lead->mark));
	}
	if (lead->stage > 0)
		save_standing(state, out, lead);
	else
		out_text(out, "\t\t\t\t");
}

void
state_save(struct state *state, const struct names *values, int64_t latest)
{
	struct out *out = statefile_begin(state->file);
	struct leads_cursor cursor = { 0 };
	char text[INSTANT_TEXT_MAX];
	size_t len = instant_format(text, latest);
	const struct lead *lead;

	while ((lead = leads_next_known(state->leads, &cursor)) != NULL) {
		save_lead(state, out, values, lead);
		statefile_end_row(state->file);
	}
	statefile_commit(state->file, (struct span){ text, len });
}
