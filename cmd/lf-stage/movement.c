#include "movement.h"

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
		if (!rules->stage[rules->rule[i].stage].scored &&
		    rules->rule[i].patterned)
			return true;
	return false;
}

bool
standing_score(const struct standing *lead, int128 *score)
{
	memcpy(score, lead->total.score, sizeof(*score));
	return lead->total.scored;
}

int
standing_add(struct standing *lead, int128 change, struct reason *why)
{
	int128 sum;

	standing_score(lead, &sum);
	if (decimal_add(&sum, change, why) != 0)
		return -1;
	memcpy(lead->total.score, &sum, sizeof(sum));
	lead->total.scored = true;
	return 0;
}

static bool
is_step(const struct rules *rules, size_t stage)
{
	return rules->stage[stage].path == PATH_STEP;
}

/* The highest step, from stage to the present one, whose cut less slack is reached. */
static size_t
hold(const struct standing *lead, const struct rules *rules, const struct policy *policy,
    const struct rules_event *event, size_t stage)
{
	struct rules_event raised = *event;

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

/* Where the rule moves the lead: to its stage, or what the policy makes of it. */
static size_t
follow(const struct standing *lead, const struct rules *rules,
    const struct policy *policy, const struct rules_event *event, const struct rule *rule)
{
	size_t present = (size_t)lead->stage - 1;
	size_t stage = rule->stage;

	if (lead->stage == 0 || !is_step(rules, stage))
		return stage;
	if (policy->ratchet && stage + 1 < lead->step)
		return present;
	if (policy->slack > 0 && rule->scored && stage < present &&
	    is_step(rules, present))
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
    const struct policy *policy, const struct rules_event *event)
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
    const struct policy *policy, const struct rules_event *event)
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
