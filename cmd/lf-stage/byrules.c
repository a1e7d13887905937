#include <stddef.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/memo.h"
#include "lead/statefile.h"

#include "patterns.h"
#include "byrules.h"

struct byrules {
	const struct tsv *tsv;
	struct rules *rules;
	struct patterns *patterns; /* NULL where the rules have none */
	struct policy policy;
	size_t score; /* the column, TSV_NONE where scores play no part */
	const char *score_name;
	struct map *leads; /* struct standing; NULL where none is needed */
	bool by_score; /* nothing but the score counts */
	struct memo scores; /* then: what find_stage says of a score's text */
	struct statefile *state; /* NULL: none is kept */
};

/* 1 + the place of the stage that the row names in the column, 0 for none. */
static uint32_t
load_stage(const struct statefile *state, const struct rules *rules,
    const struct row *row, size_t column)
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
	    standing_add(lead, score, &why) != 0)
		statefile_bad(state, row, 3, why.text);
}

static void
load_lead(void *data, const struct row *row, void *value)
{
	struct byrules *book = data;
	struct standing *lead = value;

	lead->stage = load_stage(book->state, book->rules, row, 1);
	lead->step = load_stage(book->state, book->rules, row, 2);
	if (book->policy.sum)
		load_score(book->state, row, lead);
}

/* The sum of a lead's changes is there under --sum alone, to save memory. */
static struct map *
new_leads(const struct policy *policy)
{
	return map_new(
	    policy->sum ? sizeof(struct standing) : offsetof(struct standing, total),
	    sizeof(uint32_t));
}

struct byrules *
byrules_new(struct rules *rules, const struct policy *policy, const char *state)
{
	struct byrules *book = mem_new(1, sizeof(*book));

	book->rules = rules;
	book->policy = *policy;
	if (standing_needed(rules, policy))
		book->leads = new_leads(policy);
	if (state == NULL)
		return book;
	if (book->leads == NULL)
		diag_usage(
		    "--state: there is nothing to keep of a lead between its events");
	book->state = statefile_open(state,
	    policy->sum ? "lf-stage-standing-1\tstage\tstep\tscore"
			: "lf-stage-standing-1\tstage\tstep",
	    "--sum");
	statefile_load(book->state, book->leads, load_lead, book);
	return book;
}

void
byrules_free(struct byrules *book)
{
	if (book == NULL)
		return;
	if (book->state != NULL)
		statefile_close(book->state);
	if (book->leads != NULL)
		map_free(book->leads);
	patterns_free(book->patterns);
	rules_free(book->rules);
	free(book);
}

void
byrules_bind(struct byrules *book, const struct tsv *tsv, const char *score,
    const struct stages *table, const struct texts *lists)
{
	book->tsv = tsv;
	book->score_name = score;
	book->score = book->rules->scored ? tsv_need(tsv, score) : TSV_NONE;
	if (book->rules->patterned)
		book->patterns = patterns_new(table, lists, tsv);
	book->by_score =
	    book->rules->scored && book->leads == NULL && book->patterns == NULL;
}

struct map *
byrules_leads(const struct byrules *book)
{
	return book->leads;
}

/* Plain whole numbers, which most scores are, take a short way. */
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

/* What the rules look at. 0, or -1 and the reason why the score is none. */
static int
see_event(struct byrules *book, const struct row *row, struct standing *lead,
    struct rules_event *event, struct reason *why)
{
	*event = (struct rules_event){ .scored = false };
	if (book->score != TSV_NONE) {
		struct span text = tsv_value(book->tsv, row, book->score);

		event->scored = text.len > 0;
		if (event->scored && parse_score(text, &event->score, why) != 0)
			return -1;
	}
	if (book->policy.sum) {
		if (event->scored && standing_add(lead, event->score, why) != 0)
			return -1;
		event->scored = standing_score(lead, &event->score);
	}
	if (book->patterns != NULL)
		event->patterns = patterns_match(book->patterns, row);
	return 0;
}

/* 1 + the place of the event's stage, 0 for none; or -1 and the reason. */
static int
find_stage(struct byrules *book, const struct row *row, struct standing *lead,
    struct reason *why)
{
	struct rules_event event;

	if (see_event(book, row, lead, &event, why) != 0)
		return -1;
	return (int)(standing_move(lead, book->rules, &book->policy, &event) + 1);
}

/* The same where nothing but the score counts: most scores come again and again. */
static int
memo_stage(struct byrules *book, const struct row *row, struct reason *why)
{
	struct span score = tsv_value(book->tsv, row, book->score);
	struct recalled *slot;
	int at;

	if (memo_find(&book->scores, score, &slot))
		return (int)slot->meaning;
	at = find_stage(book, row, NULL, why);
	if (at >= 0)
		memo_keep(slot, score, (uint32_t)at);
	return at;
}

int
byrules_stage(struct byrules *book, const struct row *row, struct standing *lead,
    struct span *stage, const char **column, struct reason *why)
{
	int at = book->by_score ? memo_stage(book, row, why) :
				  find_stage(book, row, lead, why);

	*column = book->score_name;
	if (at > 0)
		*stage = book->rules->stage[at - 1].name;
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
	if (!standing_score(lead, &score))
		return;
	len = decimal_format(text, score, DECIMAL_PLACES);
	while (text[len - 1] == '0')
		len--;
	out_span(out, (struct span){ text, text[len - 1] == '.' ? len - 1 : len });
}

void
byrules_save(struct byrules *book)
{
	struct map_cursor cursor = { 0 };
	const struct standing *lead;
	struct out *out;

	if (book->state == NULL)
		return;
	out = statefile_begin(book->state);
	while ((lead = map_next(book->leads, &cursor)) != NULL) {
		out_span(out, map_key(book->leads, lead));
		save_stage(out, book->rules, lead->stage);
		save_stage(out, book->rules, lead->step);
		if (book->policy.sum)
			save_score(out, lead);
		statefile_end_row(book->state);
	}
	statefile_commit(book->state, (struct span){ "", 0 });
}
