#include <stddef.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/memo.h"
#include "lead/statefile.h"

#include "byrules.h"
#include "patterns.h"

struct byrules {
	const struct tsv *tsv;
	struct rules *rules;
	struct patterns *patterns; /* NULL if the rules have none */
	struct movement movement;
	size_t score; /* the column; TSV_NONE if no rule asks for a score */
	const char *score_name;
	struct map *leads; /* the struct standing of each; NULL if none are remembered */
	bool by_score; /* the score alone gives the stage */
	struct memo scores; /* then: what find_stage returned for texts of scores */
	struct statefile *state; /* of --state, or NULL */
};

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

	if (row_field(row, 3).len == 0)
		return;
	if (decimal_parse(row_field(row, 3), &score, &places, &why) != 0 ||
	    movement_add(lead, score, &why) != 0)
		statefile_bad(state, row, 3, why.text);
}

static void
load_lead(void *data, const struct row *row, void *value)
{
	struct byrules *byrules = data;
	struct standing *lead = value;

	lead->stage = load_stage(byrules->state, byrules->rules, row, 1);
	lead->step = load_stage(byrules->state, byrules->rules, row, 2);
	if (byrules->movement.sum)
		load_score(byrules->state, row, lead);
}

/* Only with --sum is there memory for the sum of a lead's changes. */
static struct map *
new_leads(bool sum)
{
	return map_new(sum ? sizeof(struct standing) : offsetof(struct standing, total),
	    sizeof(uint32_t));
}

static void
open_state(struct byrules *byrules, const char *path)
{
	const char *columns = byrules->movement.sum ?
	    "lf-stage-standing-1\tstage\tstep\tscore" :
	    "lf-stage-standing-1\tstage\tstep";

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
	if (movement_needs_leads(movement, rules))
		byrules->leads = new_leads(movement->sum);
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
	patterns_free(byrules->patterns);
	rules_free(byrules->rules);
	free(byrules);
}

void
byrules_bind(struct byrules *byrules, const struct tsv *tsv, const char *score,
    const struct stages *table, const struct texts *lists)
{
	byrules->tsv = tsv;
	byrules->score_name = score;
	byrules->score = byrules->rules->scored ? tsv_need(tsv, score) : TSV_NONE;
	if (byrules->rules->patterned)
		byrules->patterns = patterns_new(table, lists, tsv);
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
		seen->patterns = patterns_match(byrules->patterns, row);
	return 0;
}

/* 1 + the place of the event's stage, 0 for none; or -1 and the reason. */
static int
find_stage(struct byrules *byrules, const struct event *event, struct reason *why)
{
	struct standing *lead = NULL;
	struct rules_event seen;
	bool fresh;

	if (byrules->leads != NULL)
		lead = map_put_hinted(byrules->leads, event->lead, event->hint, &fresh);
	if (see_row(byrules, event->row, lead, &seen, why) != 0)
		return -1;
	return (int)(movement_stage(&byrules->movement, byrules->rules, lead, &seen) + 1);
}

/* The same if the score alone counts: a log has the same few scores again and again. */
static int
recall_stage(struct byrules *byrules, const struct event *event, struct reason *why)
{
	struct span score = tsv_value(byrules->tsv, event->row, byrules->score);
	struct recalled *slot;
	int at;

	if (memo_find(&byrules->scores, score, &slot))
		return (int)slot->meaning;
	at = find_stage(byrules, event, why);
	if (at >= 0)
		memo_keep(slot, score, (uint32_t)at);
	return at;
}

int
byrules_stage(struct byrules *byrules, const struct event *event, struct span *stage,
    const char **column, struct reason *why)
{
	int at = byrules->by_score ? recall_stage(byrules, event, why) :
				     find_stage(byrules, event, why);

	*column = byrules->score_name;
	if (at > 0)
		*stage = byrules->rules->stage[at - 1].name;
	return at < 0 ? -1 : 0;
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
		if (byrules->movement.sum)
			save_score(out, lead);
		statefile_end_row(byrules->state);
	}
	statefile_commit(byrules->state, (struct span){ "", 0 });
}
