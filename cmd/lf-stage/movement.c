#include "movement.h"

void
movement_table(struct movement *movement, struct opt table[6])
{
	const struct opt made[6] = {
		{ OPT_FLAG, "sum", NULL, "scores are changes, to be added up for each lead",
		    &movement->sum },
		{ OPT_FLAG, "ratchet", NULL, "a lead never falls back",
		    &movement->ratchet },
		{ OPT_TEXT, "hysteresis", "N",
		    "a lead falls only when its score is more than N below the cut",
		    &movement->hysteresis },
		{ OPT_FLAG, "advance", NULL, "a lead follows the path step by step",
		    &movement->advance },
		{ OPT_FLAG, "allow-skip", NULL,
		    "with --advance: or jumps to a later step that matches",
		    &movement->allow_skip },
		{ 0 },
	};

	memcpy(table, made, sizeof(made));
}

static void
set_slack(struct movement *movement)
{
	struct span text = span_of(movement->hysteresis);
	struct reason why;
	int places;

	if (decimal_parse(text, &movement->slack, &places, &why) != 0)
		diag_usage("--hysteresis: %s", why.text);
	if (movement->slack <= 0)
		diag_usage("--hysteresis: must be more than 0");
}

void
movement_setup(struct movement *movement)
{
	if (movement->allow_skip && !movement->advance)
		diag_usage("--allow-skip is for --advance");
	if (movement->advance && movement->ratchet)
		diag_usage("--ratchet beside --advance, which never goes back");
	if (movement->advance && movement->hysteresis != NULL)
		diag_usage("--hysteresis beside --advance, which never goes back");
	if (movement->ratchet && movement->hysteresis != NULL)
		diag_usage("--hysteresis beside --ratchet, under which no lead falls");
	if (movement->hysteresis != NULL)
		set_slack(movement);
}

bool
movement_restricts(const struct movement *movement)
{
	return movement->sum || movement->ratchet || movement->hysteresis != NULL ||
	    movement->advance;
}

bool
movement_needs_leads(const struct movement *movement, const struct rules *rules)
{
	if (movement_restricts(movement))
		return true;
	for (size_t i = 0; i < rules->count && rules->scored; i++)
		if (!rules->stage[rules->rule[i].stage].scored && rules->rule[i].patterned)
			return true;
	return false;
}

int
movement_add(struct standing *lead, int128 change, struct reason *why)
{
	int128 sum;

	movement_score(lead, &sum);
	if (decimal_add(&sum, change, why) != 0)
		return -1;
	memcpy(lead->total.score, &sum, sizeof(sum));
	lead->total.scored = true;
	return 0;
}

bool
movement_score(const struct standing *lead, int128 *score)
{
	memcpy(score, lead->total.score, sizeof(*score));
	return lead->total.scored;
}

/*
 * A lead in a stage without a scored rule is moved only by rules with a pattern:
 * sales has it now, and scores no longer matter.
 */
static bool
is_held(const struct standing *lead, const struct rules *rules)
{
	return lead->stage != 0 && !rules->stage[lead->stage - 1].scored;
}

static bool
is_step(const struct rules *rules, size_t stage)
{
	return rules->stage[stage].path == PATH_STEP;
}

/* The highest step, from stage to the present one, whose cut less slack is reached. */
static size_t
hold(const struct movement *movement, const struct rules *rules,
    const struct standing *lead, const struct rules_event *event, size_t stage)
{
	struct rules_event raised = *event;

	if (__builtin_add_overflow(event->score, movement->slack, &raised.score))
		raised.score = -SCORE_LOWEST;
	for (size_t i = 0; i < rules->count; i++) {
		const struct rule *rule = &rules->rule[i];

		if (rule->scored && rule->stage > stage && rule->stage < lead->stage &&
		    is_step(rules, rule->stage) && rules_match(rules, i, &raised))
			stage = rule->stage;
	}
	return stage;
}

/* Where the rule moves the lead: to the rule's stage, unless an option forbids it. */
static size_t
follow(const struct movement *movement, const struct rules *rules,
    const struct standing *lead, const struct rules_event *event, const struct rule *rule)
{
	size_t present = (size_t)lead->stage - 1;
	size_t stage = rule->stage;

	if (lead->stage == 0 || !is_step(rules, stage))
		return stage;
	if (movement->ratchet && stage + 1 < lead->step)
		return present;
	if (movement->slack > 0 && rule->scored && stage < present &&
	    is_step(rules, present))
		return hold(movement, rules, lead, event, stage);
	return stage;
}

/* The first step among the stages from place on, or STAGE_NONE. */
static size_t
next_step(const struct rules *rules, size_t place)
{
	for (; place < rules->stage_count; place++)
		if (is_step(rules, place))
			return place;
	return STAGE_NONE;
}

/*
 * Under --advance: the next step; with --allow-skip any later one; and for a lead
 * beside the path the step that it left.
 */
static bool
may_enter(const struct movement *movement, const struct rules *rules,
    const struct standing *lead, size_t stage)
{
	if (!is_step(rules, stage))
		return true;
	if (stage + 1 == lead->step)
		return lead->stage != lead->step;
	if (movement->allow_skip)
		return stage + 1 > lead->step;
	return stage == next_step(rules, lead->step);
}

/* The last rule that matches and that the lead may follow, or RULE_NONE. */
static size_t
last_allowed(const struct movement *movement, const struct rules *rules,
    const struct standing *lead, const struct rules_event *event)
{
	bool held = is_held(lead, rules);

	for (size_t i = rules->count;
	     (i = rules_match_before(rules, event, i)) != RULE_NONE;) {
		const struct rule *rule = &rules->rule[i];

		if ((rule->patterned || !held) &&
		    (!movement->advance || may_enter(movement, rules, lead, rule->stage)))
			return i;
	}
	return RULE_NONE;
}

size_t
movement_stage(const struct movement *movement, const struct rules *rules,
    struct standing *lead, const struct rules_event *event)
{
	size_t match = rules_last_match(rules, event);
	size_t stage;

	if (match == RULE_NONE)
		return STAGE_NONE;
	if (lead == NULL)
		return rules->rule[match].stage;
	if (movement->advance || is_held(lead, rules))
		match = last_allowed(movement, rules, lead, event);
	if (match == RULE_NONE)
		return (size_t)lead->stage - 1; /* STAGE_NONE if it has none */
	stage = follow(movement, rules, lead, event, &rules->rule[match]);
	lead->stage = (uint32_t)stage + 1;
	if (is_step(rules, stage) && lead->stage > lead->step)
		lead->step = lead->stage;
	return stage;
}
