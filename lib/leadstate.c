#include <inttypes.h>
#include <stdlib.h>

#include "instant.h"
#include "leadstate.h"
#include "mem.h"
#include "out.h"
#include "stages.h"
#include "statefile.h"

/*
 * The columns: the lead, its place in the order of first stages (with --first
 * alone), the values of --first, the present stage, how often the lead has
 * entered each stage ("2 MQL,1 SQL"), and the times of struct lead. All but
 * lead and values are empty for a lead without a stage. The last row's last
 * field is the latest time of any row.
 */
enum { PLACE = 1, FIRST = 2 };

struct leadstate {
	char *path;
	char *columns;
	struct statefile *file;
	size_t values; /* how many columns of --first */
	size_t stage, visits, first, since, last; /* columns */
	struct instant_memo first_memo, since_memo, last_memo;
	struct instant_dates dates;
	char *name; /* room for a stage's name without its backslashes */
	size_t name_room;
	struct leads *leads; /* that are being loaded */
	uint32_t *ranks; /* of the stages, in byte order */
	uint32_t *entered; /* room for the stages that a lead has entered */
};

/* The header line. */
static char *
make_columns(const struct list *first)
{
	static const char begin[] = "lf-transitions-1\tplace";
	static const char prefix[] = "\tfirst:";
	static const char end[] = "\tstage\tvisits\tentered\tsince\tlast";
	size_t size = sizeof(begin) + sizeof(end);
	char *columns, *at;

	for (size_t i = 0; i < first->count; i++)
		size += sizeof(prefix) + first->item[i].len;
	columns = mem_new(size, 1);
	at = span_put(columns, span_of(begin));
	for (size_t i = 0; i < first->count; i++) {
		at = span_put(at, span_of(prefix));
		at = span_put(at, first->item[i]);
	}
	span_put(at, span_of(end));
	return columns;
}

struct leadstate *
leadstate_open(const char *path, const struct list *first)
{
	struct leadstate *state = mem_new(1, sizeof(*state));

	state->path = mem_string(span_of(path));
	state->columns = make_columns(first);
	state->values = first->count;
	state->stage = FIRST + first->count;
	state->visits = state->stage + 1;
	state->first = state->stage + 2;
	state->since = state->stage + 3;
	state->last = state->stage + 4;
	state->file = statefile_open(path, state->columns, "--first");
	return state;
}

void
leadstate_close(struct leadstate *state)
{
	if (state == NULL)
		return;
	statefile_close(state->file);
	free(state->path);
	free(state->columns);
	free(state->name);
	free(state->ranks);
	free(state->entered);
	free(state);
}

/* Takes a whole number off the front of *text; 0 if there is none, or too large a one. */
static uint64_t
take_count(struct span *text)
{
	uint64_t count = 0;

	while (text->len > 0 && *text->ptr >= '0' && *text->ptr <= '9') {
		if (__builtin_mul_overflow(count, 10, &count) ||
		    __builtin_add_overflow(count, (uint64_t)(*text->ptr - '0'), &count))
			return 0;
		*text = (struct span){ text->ptr + 1, text->len - 1 };
	}
	return count;
}

/* Takes what stands before the next comma, and that; a backslash quotes what follows. */
static struct span
take_name(struct leadstate *state, struct span *text)
{
	size_t len = 0;
	size_t i;

	if (text->len > state->name_room) {
		state->name_room = 2 * text->len;
		state->name = mem_resize(state->name, state->name_room, 1);
	}
	for (i = 0; i < text->len && text->ptr[i] != ','; i++) {
		if (text->ptr[i] == '\\' && i + 1 < text->len)
			i++;
		state->name[len++] = text->ptr[i];
	}
	i += i < text->len;
	*text = (struct span){ text->ptr + i, text->len - i };
	return (struct span){ state->name, len };
}

/* A stage's number; a state of more stages than there can be is damaged. */
static uint16_t
load_stage(const struct leadstate *state, const struct row *row, size_t column,
    struct names *stages, struct span name)
{
	uint32_t stage = names_id(stages, name);

	if (stage == 0)
		statefile_bad(state->file, row, column, "a stage has no name");
	if (stage > UINT16_MAX)
		statefile_bad(state->file, row, column, "more than 65535 stages");
	return (uint16_t)stage;
}

static void
load_visits(struct leadstate *state, const struct row *row, struct lead *lead,
    struct names *stages)
{
	struct span text = row_field(row, state->visits);

	while (text.len > 0) {
		uint64_t count = take_count(&text);
		uint16_t stage;

		if (count == 0 || text.len == 0 || *text.ptr != ' ')
			statefile_bad(state->file, row, state->visits,
			    "is not a list of counts and stages");
		text = (struct span){ text.ptr + 1, text.len - 1 };
		stage = load_stage(
		    state, row, state->visits, stages, take_name(state, &text));
		if (leads_visits(state->leads, lead, stage) > 0)
			statefile_bad(
			    state->file, row, state->visits, "a stage occurs twice");
		leads_set_visits(state->leads, lead, stage, count);
	}
	if (leads_visits(state->leads, lead, lead->stage) == 0)
		statefile_bad(
		    state->file, row, state->visits, "the present stage is missing");
}

static int64_t
load_time(const struct leadstate *state, const struct row *row, size_t column,
    struct instant_memo *memo)
{
	struct reason why;
	int64_t time;

	if (instant_parse_row(memo, row_field(row, column), &time, &why) != 0)
		statefile_bad(state->file, row, column, why.text);
	return time;
}

static void
load_times(struct leadstate *state, const struct row *row, struct lead *lead)
{
	lead->first = load_time(state, row, state->first, &state->first_memo);
	lead->since = load_time(state, row, state->since, &state->since_memo);
	lead->last = load_time(state, row, state->last, &state->last_memo);
	if (lead->since < lead->first)
		statefile_bad(state->file, row, state->since, "is before 'entered'");
	if (lead->last < lead->since)
		statefile_bad(state->file, row, state->last, "is before 'since'");
}

static void
load_place(struct leadstate *state, const struct row *row, struct lead *lead)
{
	struct span text = row_field(row, PLACE);
	uint64_t place = take_count(&text);

	if (state->values == 0)
		return;
	if (text.len > 0 || place == 0 || place > UINT32_MAX)
		statefile_bad(state->file, row, PLACE, "is not a place in an order");
	leads_put_place(state->leads, lead, (uint32_t)place);
}

/* A lead without a stage, where there are such: nothing is known of it but its values. */
static bool
is_unstaged(const struct leadstate *state, const struct row *row)
{
	if (state->values == 0 || row_field(row, state->stage).len > 0)
		return false;
	for (size_t i = state->visits; i <= state->last; i++)
		if (row_field(row, i).len > 0)
			statefile_bad(state->file, row, i, "is there without a stage");
	return true;
}

/* The values of --first, with the TABs between them, as they stand in the row. */
static struct span
first_values(const struct leadstate *state, const struct row *row)
{
	struct span begin = row_field(row, FIRST);
	struct span end = row_field(row, FIRST + state->values - 1);

	return (struct span){ begin.ptr, (size_t)(end.ptr + end.len - begin.ptr) };
}

static void
load_lead(struct leadstate *state, const struct row *row, const struct map_hint *hint,
    struct names *stages, struct names *values)
{
	bool fresh;
	struct lead *lead = leads_find(state->leads, row_field(row, 0), hint, &fresh);

	if (!fresh)
		statefile_bad(state->file, row, 0, "occurs twice");
	if (state->values > 0)
		lead->mark = names_id(values, first_values(state, row));
	if (is_unstaged(state, row))
		return;
	lead->stage =
	    load_stage(state, row, state->stage, stages, row_field(row, state->stage));
	load_place(state, row, lead);
	load_visits(state, row, lead, stages);
	load_times(state, row, lead);
}

/* A place that two leads have, or that is behind the last one. */
static void
check_places(struct leadstate *state)
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
load_latest(const struct leadstate *state)
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
		diag_data("%s: last: %s", state->path, why.text);
	return time;
}

int64_t
leadstate_load(struct leadstate *state, struct leads *leads, struct names *stages,
    struct names *values)
{
	struct map_hint hints[STATEFILE_ROWS] = { 0 };
	const struct row *rows;
	const struct span *names;
	size_t count;

	state->leads = leads;
	leads_reserve(leads, statefile_leads(state->file));
	while ((count = statefile_rows(state->file, &rows, &names)) > 0) {
		leads_hash(leads, names, hints, count);
		for (size_t i = 0; i < count; i++)
			load_lead(state, &rows[i], &hints[i], stages, values);
	}
	check_places(state);
	return load_latest(state);
}

/* Makes what is needed to put stages in order. */
static void
rank_stages(struct leadstate *state, const struct names *stages)
{
	uint32_t count = names_count(stages);
	uint32_t *order = stages_order(NULL, stages);

	state->entered = mem_new(count, sizeof(*state->entered));
	state->ranks = mem_new(count + 1, sizeof(*state->ranks));
	for (uint32_t i = 0; i < count; i++)
		state->ranks[order[i]] = i;
	free(order);
}

/*
 * The stages that the lead has entered, how many they are. In byte order, so
 * that the file is the same however the log was cut into runs.
 */
static size_t
list_entered(struct leadstate *state, const struct leads *leads, const struct lead *lead)
{
	uint32_t stage = 0;
	size_t count = 0;

	while ((stage = leads_next_stage(leads, lead, stage)) != 0) {
		size_t at = count++;

		for (;
		     at > 0 && state->ranks[state->entered[at - 1]] > state->ranks[stage];
		     at--)
			state->entered[at] = state->entered[at - 1];
		state->entered[at] = stage;
	}
	return count;
}

/* A stage's name, as take_name reads it. */
static void
save_name(struct out *out, struct span name)
{
	for (size_t i = 0; i < name.len; i++) {
		if (name.ptr[i] == ',' || name.ptr[i] == '\\')
			out_char(out, '\\');
		out_char(out, name.ptr[i]);
	}
}

static void
save_visits(struct leadstate *state, struct out *out, const struct leads *leads,
    const struct names *stages, const struct lead *lead)
{
	size_t count = list_entered(state, leads, lead);

	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			out_char(out, ',');
		out_count(out, leads_visits(leads, lead, state->entered[i]));
		out_char(out, ' ');
		save_name(out, names_text(stages, state->entered[i]));
	}
}

/* What is known of a lead that has a stage, from that column on. */
static void
save_standing(struct leadstate *state, struct out *out, const struct leads *leads,
    const struct names *stages, const struct lead *lead)
{
	char *at;

	out_char(out, '\t');
	out_span(out, names_text(stages, lead->stage));
	out_char(out, '\t');
	save_visits(state, out, leads, stages, lead);
	at = out_room(out, 3 * (INSTANT_TEXT_MAX + 1));
	*at++ = '\t';
	at += instant_format_row(&state->dates, at, lead->first);
	*at++ = '\t';
	at += instant_format_row(&state->dates, at, lead->since);
	*at++ = '\t';
	at += instant_format_row(&state->dates, at, lead->last);
	out->used = (size_t)(at - out->buf);
}

static void
save_lead(struct leadstate *state, struct out *out, const struct leads *leads,
    const struct names *stages, const struct names *values, const struct lead *lead)
{
	out_span(out, leads_name(leads, lead));
	out_char(out, '\t');
	if (state->values > 0 && lead->place > 0)
		out_count(out, lead->place);
	if (state->values > 0) {
		out_char(out, '\t');
		out_span(out, names_text(values, lead->mark));
	}
	if (lead->stage > 0)
		save_standing(state, out, leads, stages, lead);
	else
		out_text(out, "\t\t\t\t\t");
}

void
leadstate_save(struct leadstate *state, struct leads *leads, const struct names *stages,
    const struct names *values, int64_t latest)
{
	struct out *out = statefile_begin(state->file);
	struct leads_cursor cursor = { 0 };
	char text[INSTANT_TEXT_MAX];
	size_t len = instant_format(text, latest);
	const struct lead *lead;

	rank_stages(state, stages);
	while ((lead = leads_next_known(leads, &cursor)) != NULL) {
		save_lead(state, out, leads, stages, values, lead);
		statefile_end_row(state->file);
	}
	statefile_commit(state->file, (struct span){ text, len });
}
