#include <stddef.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/memo.h"
#include "lead/order.h"
#include "lead/statefile.h"
#include "time/instant.h"

#include "byrules.h"
#include "tablepatterns.h"

struct byrules {
	const struct tsv *tsv;
	struct rules *rules;
	struct tablepatterns *patterns; /* NULL if the rules have none */
	struct tablepatterns *old_patterns; /* the same over the column of --old, or NULL */
	struct movement movement;
	size_t score; /* the column; TSV_NONE if no rule asks for a score */
	const char *score_name, *time_name;
	/* The struct standing of each, or its start; NULL if none are remembered. */
	struct map *leads;
	bool by_score; /* the score alone gives the stage */
	struct memo scores; /* then: what find_stage returned for texts of scores */
	const char *state_path;
	struct statefile *state; /* of --state, or NULL */
	size_t last; /* where in a lead's value its latest time is, as order_mark makes it */
	struct order order;
	struct instant_memo memo;
};

/* The columns of the state, after the lead; the last one only with --sum. */
enum { STAGE = 1, STEP, LAST, SCORE };

/* 1 + the place of the stage that the row has in the column, 0 for none. */
static uint32_t
load_stage(const struct statefile *state, const struct rules *rules, const struct row *row,
    size_t column)
{
	struct span name = row_field(row, column);
	struct reason why;

	if (name.len == 0)
		return 0;
	for (uint32_t i = 0; i < rules->stage_count; i++)
		if (span_equal(rules->stage[i].name, name))
			return i + 1;
	fail_quoted(&why, name, "is not among the stages");
	statefile_bad(state, row, column, why.text);
}

static void
load_score(const struct statefile *state, const struct row *row, struct standing *lead)
{
	struct reason why;
	int128 score;
	int places;

	if (row_field(row, SCORE).len == 0)
		return;
	if (decimal_parse(row_field(row, SCORE), &score, &places, &why) != 0 ||
	    movement_add(lead, score, &why) != 0)
		statefile_bad(state, row, SCORE, why.text);
}

/* A lead without a time has had bad rows only. */
static int64_t
get_last(const struct byrules *byrules, const struct standing *lead)
{
	int64_t last;

	memcpy(&last, (const char *)lead + byrules->last, sizeof(last));
	return last;
}

static void
set_last(const struct byrules *byrules, struct standing *lead, int64_t last)
{
	memcpy((char *)lead + byrules->last, &last, sizeof(last));
}

static void
load_last(struct byrules *byrules, const struct row *row, struct standing *lead)
{
	struct reason why;
	int64_t time;

	if (row_field(row, LAST).len == 0) {
		set_last(byrules, lead, INT64_MIN);
		return;
	}
	if (instant_parse_row(&byrules->memo, row_field(row, LAST), &time, &why) != 0)
		statefile_bad(byrules->state, row, LAST, why.text);
	set_last(byrules, lead, order_mark(time, true));
}

static void
load_lead(void *data, const struct row *row, void *value)
{
	struct byrules *byrules = data;
	struct standing *lead = value;

	lead->stage = load_stage(byrules->state, byrules->rules, row, STAGE);
	lead->step = load_stage(byrules->state, byrules->rules, row, STEP);
	load_last(byrules, row, lead);
	if (byrules->movement.sum)
		load_score(byrules->state, row, lead);
}

/* Only with --sum is there memory for the sum of a lead's changes, before its latest time. */
static struct map *
new_leads(struct byrules *byrules)
{
	byrules->last = byrules->movement.sum ? sizeof(struct standing) :
						offsetof(struct standing, total);
	return map_new(byrules->last + sizeof(int64_t), sizeof(uint32_t));
}

static void
open_state(struct byrules *byrules, const char *path)
{
	const char *columns = byrules->movement.sum ?
	    "lf-stage-standing-3\tstage\tstep\tlast\tscore" :
	    "lf-stage-standing-3\tstage\tstep\tlast";

	if (byrules->leads == NULL)
		diag_usage(
		    "--state: there is nothing to keep of a lead between its events");
	byrules->state = statefile_open(path, columns, "--sum");
	statefile_load(byrules->state, byrules->leads, load_lead, byrules);
}

struct byrules *
byrules_new(struct rules *rules, const struct movement *movement, const char *state)
{
	struct byrules *byrules = mem_new(1, sizeof(*byrules));

	byrules->rules = rules;
	byrules->movement = *movement;
	byrules->state_path = state;
	if (movement_needs_leads(movement, rules))
		byrules->leads = new_leads(byrules);
	if (state != NULL)
		open_state(byrules, state);
	return byrules;
}

void
byrules_free(struct byrules *byrules)
{
	if (byrules == NULL)
		return;
	if (byrules->state != NULL)
		statefile_close(byrules->state);
	if (byrules->leads != NULL)
		map_free(byrules->leads);
	tablepatterns_free(byrules->patterns);
	tablepatterns_free(byrules->old_patterns);
	rules_free(byrules->rules);
	free(byrules);
}

void
byrules_bind(struct byrules *byrules, const struct tsv *tsv,
    const struct byrules_columns *columns, const struct stages *table,
    const struct texts *lists)
{
	byrules->tsv = tsv;
	byrules->time_name = columns->time;
	byrules->score_name = columns->score;
	byrules->score = byrules->rules->scored ? tsv_need(tsv, columns->score) : TSV_NONE;
	if (byrules->rules->patterned)
		byrules->patterns = tablepatterns_new(table, lists, tsv, TSV_NONE);
	if (columns->old != TSV_NONE)
		byrules->old_patterns = tablepatterns_new(table, lists, tsv, columns->old);
	byrules->by_score =
	    byrules->rules->scored && byrules->leads == NULL && byrules->patterns == NULL;
}

const struct map *
byrules_leads(const struct byrules *byrules)
{
	return byrules->leads;
}

/* decimal_parse, with a short way for whole numbers, which most scores are. */
static int
parse_score(struct span text, int128 *score, struct reason *why)
{
	int64_t whole = 0;
	int places;

	for (size_t i = 0; i < text.len; i++) {
		unsigned digit = (unsigned char)text.ptr[i] - (unsigned)'0';

		if (digit > 9 || i == 18)
			return decimal_parse(text, score, &places, why);
		whole = whole * 10 + digit;
	}
	*score = whole * DECIMAL_ONE;
	return 0;
}

/* What the rules look at in the row. -1 with the reason if its score is no number. */
static int
see_row(struct byrules *byrules, const struct row *row, struct standing *lead,
    struct rules_event *seen, struct reason *why)
{
	*seen = (struct rules_event){ .scored = false };
	if (byrules->score != TSV_NONE) {
		struct span text = tsv_value(byrules->tsv, row, byrules->score);

		seen->scored = text.len > 0;
		if (seen->scored && parse_score(text, &seen->score, why) != 0)
			return -1;
	}
	if (byrules->movement.sum) {
		if (seen->scored && movement_add(lead, seen->score, why) != 0)
			return -1;
		seen->scored = movement_score(lead, &seen->score);
	}
	if (byrules->patterns != NULL)
		seen->patterns = tablepatterns_match(byrules->patterns, row);
	return 0;
}

/* The lead of the event; NULL if none are remembered. */
static struct standing *
find_lead(struct byrules *byrules, const struct event *event)
{
	struct standing *lead;
	bool fresh;

	if (byrules->leads == NULL)
		return NULL;
	lead = map_put_hinted(byrules->leads, event->lead, event->hint, &fresh);
	if (fresh)
		set_last(byrules, lead, INT64_MIN);
	return lead;
}

/* 1 + the place of the event's stage, 0 for none; or -1 with the reason and the column. */
static int
find_stage(struct byrules *byrules, const struct event *event, const char **column,
    struct reason *why)
{
	struct standing *lead = find_lead(byrules, event);
	int64_t last = lead != NULL ? get_last(byrules, lead) : INT64_MIN;
	struct rules_event seen;

	*column = byrules->time_name;
	if (lead != NULL && order_take(&byrules->order, event->time, &last, why) != 0)
		return -1;
	*column = byrules->score_name;
	if (see_row(byrules, event->row, lead, &seen, why) != 0)
		return -1;
	if (lead != NULL)
		set_last(byrules, lead, last);
	return (int)(movement_stage(&byrules->movement, byrules->rules, lead, &seen) + 1);
}

/* The same if the score alone counts: a log has the same few scores again and again. */
static int
recall_stage(struct byrules *byrules, const struct event *event, const char **column,
    struct reason *why)
{
	struct span score = tsv_value(byrules->tsv, event->row, byrules->score);
	struct recalled *slot;
	int at;

	if (memo_find(&byrules->scores, score, &slot))
		return (int)slot->meaning;
	at = find_stage(byrules, event, column, why);
	if (at >= 0)
		memo_keep(slot, score, (uint32_t)at);
	return at;
}

int
byrules_stage(struct byrules *byrules, const struct event *event, struct span *stage,
    const char **column, struct reason *why)
{
	int at = byrules->by_score ? recall_stage(byrules, event, column, why) :
				     find_stage(byrules, event, column, why);

	if (at > 0)
		*stage = byrules->rules->stage[at - 1].name;
	return at < 0 ? -1 : 0;
}

struct span
byrules_was(struct byrules *byrules, const struct row *row)
{
	const struct rules *rules = byrules->rules;
	struct rules_event seen = { .scored = false };
	size_t match;

	seen.patterns = tablepatterns_match(byrules->old_patterns, row);
	match = rules_last_match(rules, &seen);
	return match == RULE_NONE ? (struct span){ "", 0 } :
				    rules->stage[rules->rule[match].stage].name;
}

void
byrules_report(const struct byrules *byrules)
{
	order_report(&byrules->order, byrules->state_path);
}

void
byrules_report_patterns(const struct byrules *byrules)
{
	if (byrules->patterns != NULL)
		tablepatterns_report(byrules->patterns, byrules->old_patterns);
}

static void
save_stage(struct out *out, const struct rules *rules, uint32_t stage)
{
	out_char(out, '\t');
	if (stage > 0)
		out_span(out, rules->stage[stage - 1].name);
}

static void
save_score(struct out *out, const struct standing *lead)
{
	char text[DECIMAL_TEXT_MAX];
	int128 score;
	size_t len;

	out_char(out, '\t');
	if (!movement_score(lead, &score))
		return;
	len = decimal_format(text, score, DECIMAL_PLACES);
	while (text[len - 1] == '0')
		len--;
	out_span(out, (struct span){ text, text[len - 1] == '.' ? len - 1 : len });
}

void
byrules_save(struct byrules *byrules)
{
	struct map_cursor cursor = { 0 };
	const struct standing *lead;
	struct out *out;

	if (byrules->state == NULL)
		return;
	out = statefile_begin(byrules->state);
	while ((lead = map_next(byrules->leads, &cursor)) != NULL) {
		out_span(out, map_key(byrules->leads, lead));
		save_stage(out, byrules->rules, lead->stage);
		save_stage(out, byrules->rules, lead->step);
		out_char(out, '\t');
		if (get_last(byrules, lead) != INT64_MIN)
			out_instant(out, order_time(get_last(byrules, lead)));
		if (byrules->movement.sum)
			save_score(out, lead);
		statefile_end_row(byrules->state);
	}
	statefile_commit(byrules->state, (struct span){ "", 0 });
}
