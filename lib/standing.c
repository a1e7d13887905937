#include <stddef.h>

#include "standing.h"

/*
 * A lead whose stage none of whose rules has a score is moved only by rules
 * with a pattern: sales has it now, and scores no longer matter.
 */
static bool
is_held(const struct standing *lead, const struct rules *rules)
{
	return lead->stage != 0 && !rules->stage[lead->stage - 1].scored;
}

bool
standing_needed(const struct rules *rules, const struct policy *policy)
{
	if (policy->sum || policy->ratchet || policy->slack > 0 || policy->advance)
		return true;
	for (size_t i = 0; i < rules->count && rules->scored; i++)
		if (!rules->stage[rules->rule[i].stage].scored && rules->rule[i].patterned)
			return true;
	return false;
}

struct map *
standing_map(const struct policy *policy)
{
	return map_new(
	    policy->sum ? sizeof(struct standing) : offsetof(struct standing, tally),
	    sizeof(uint32_t));
}

bool
standing_score(const struct standing *lead, int128 *score)
{
	memcpy(score, lead->tally.score, sizeof(*score));
	return lead->tally.scored;
}

static void
set_score(struct standing *lead, int128 score)
{
	memcpy(lead->tally.score, &score, sizeof(score));
	lead->tally.scored = true;
}

int
standing_add(struct standing *lead, int128 change, struct reason *why)
{
	int128 sum;

	standing_score(lead, &sum);
	if (decimal_add(&sum, change, why) != 0)
		return -1;
	set_score(lead, sum);
	return 0;
}

static bool
is_step(const struct rules *rules, size_t stage)
{
	return rules->stage[stage].path == PATH_STEP;
}

/* The highest step, from stage up to the present one, that the score less the slack holds. */
static size_t
hold(const struct standing *lead, const struct rules *rules, const struct policy *policy,
    const struct event *event, size_t stage)
{
	struct event raised = *event;

	if (__builtin_add_overflow(event->score, policy->slack, &raised.score))
		raised.score = -SCORE_LOWEST;
	for (size_t i = 0; i < rules->count; i++) {
		const struct rule *rule = &rules->rule[i];

		if (rule->scored && rule->stage > stage && rule->stage < lead->stage &&
		    is_step(rules, rule->stage) && rules_match(rules, i, &raised))
			stage = rule->stage;
	}
	return stage;
}

/* The stage to which the rule moves the lead: its own, or what the policy makes of it. */
static size_t
follow(const struct standing *lead, const struct rules *rules, const struct policy *policy,
    const struct event *event, const struct rule *rule)
{
	size_t present = (size_t)lead->stage - 1;
	size_t stage = rule->stage;

	if (lead->stage == 0 || !is_step(rules, stage))
		return stage;
	if (policy->ratchet && stage + 1 < lead->step)
		return present;
	if (policy->slack > 0 && rule->scored && stage < present && is_step(rules, present))
		return hold(lead, rules, policy, event, stage);
	return stage;
}

/* The first step behind so many stages, or STAGE_NONE. */
static size_t
next_step(const struct rules *rules, size_t behind)
{
	for (size_t i = behind; i < rules->stage_count; i++)
		if (is_step(rules, i))
			return i;
	return STAGE_NONE;
}

/*
 * Under --advance: the next step, with --allow-skip any further one, and from
 * beside the path also the step that the lead left.
 */
static bool
may_enter(const struct standing *lead, const struct rules *rules,
    const struct policy *policy, size_t stage)
{
	if (!is_step(rules, stage))
		return true;
	if (stage + 1 == lead->step)
		return lead->stage != lead->step;
	if (policy->allow_skip)
		return stage + 1 > lead->step;
	return stage == next_step(rules, lead->step);
}

/* The last rule that matches and that the lead may follow, or RULE_NONE. */
static size_t
last_allowed(const struct standing *lead, const struct rules *rules,
    const struct policy *policy, const struct event *event)
{
	bool held = is_held(lead, rules);

	for (size_t i = rules->count; i-- > 0;) {
		const struct rule *rule = &rules->rule[i];

		if (rules_match(rules, i, event) && (rule->patterned || !held) &&
		    (!policy->advance || may_enter(lead, rules, policy, rule->stage)))
			return i;
	}
	return RULE_NONE;
}

size_t
standing_move(struct standing *lead, const struct rules *rules,
    const struct policy *policy, const struct event *event)
{
	size_t match = rules_last_match(rules, event);
	size_t stage;

	if (match == RULE_NONE)
		return STAGE_NONE;
	if (lead == NULL)
		return rules->rule[match].stage;
	if (policy->advance || is_held(lead, rules))
		match = last_allowed(lead, rules, policy, event);
	if (match == RULE_NONE)
		return (size_t)lead->stage - 1; /* STAGE_NONE for no stage */
	stage = follow(lead, rules, policy, event, &rules->rule[match]);
	lead->stage = (uint32_t)stage + 1;
	if (is_step(rules, stage) && lead->stage > lead->step)
		lead->step = lead->stage;
	return stage;
}

struct statefile *
standing_open(const char *path, const struct policy *policy)
{
	return statefile_open(path,
	    policy->sum ? "lf-stage-standing-1\tstage\tstep\tscore" :
			  "lf-stage-standing-1\tstage\tstep");
}

/* 1 + the place of the stage that the row names in the column, 0 for none. */
static uint32_t
load_stage(const struct statefile *state, const struct rules *rules, const struct row *row,
    size_t column)
{
	struct span name = row_field(row, column);

	if (name.len == 0)
		return 0;
	for (uint32_t i = 0; i < rules->stage_count; i++)
		if (span_equal(rules->stage[i].name, name))
			return i + 1;
	statefile_bad(state, row, column, "is not among the stages");
}

static void
load_score(const struct statefile *state, const struct row *row, struct standing *lead)
{
	struct reason why;
	int128 score;
	int places;

	if (row_field(row, 3).len == 0)
		return;
	if (decimal_parse(row_field(row, 3), &score, &places, &why) != 0)
		statefile_bad(state, row, 3, why.text);
	set_score(lead, score);
}

void
standing_load(struct statefile *state, const struct rules *rules,
    const struct policy *policy, struct map *leads)
{
	struct row row;
	bool fresh;

	while (statefile_next(state, &row)) {
		struct standing *lead = map_put(leads, row_field(&row, 0), &fresh);

		if (!fresh)
			statefile_bad(state, &row, 0, "occurs twice");
		lead->stage = load_stage(state, rules, &row, 1);
		lead->step = load_stage(state, rules, &row, 2);
		if (policy->sum)
			load_score(state, &row, lead);
	}
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
standing_save(struct statefile *state, const struct rules *rules,
    const struct policy *policy, const struct map *leads)
{
	struct out *out = statefile_begin(state);
	struct map_cursor cursor = { 0 };
	const struct standing *lead;

	while ((lead = map_next(leads, &cursor)) != NULL) {
		out_span(out, map_key(leads, lead));
		save_stage(out, rules, lead->stage);
		save_stage(out, rules, lead->step);
		if (policy->sum)
			save_score(out, lead);
		statefile_end_row(state);
	}
	statefile_commit(state);
}
