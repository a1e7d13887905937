#include "policy.h"

void
policy_table(struct policy *policy, struct opt table[6])
{
	const struct opt made[6] = {
		{ OPT_FLAG, "sum", NULL,
		    "scores are changes, to be added up for each lead", &policy->sum },
		{ OPT_FLAG, "ratchet", NULL, "a lead never falls back",
		    &policy->ratchet },
		{ OPT_TEXT, "hysteresis", "N",
		    "a lead falls only when its score is more than N below the cut",
		    &policy->hysteresis },
		{ OPT_FLAG, "advance", NULL, "a lead follows the path step by step",
		    &policy->advance },
		{ OPT_FLAG, "allow-skip", NULL,
		    "with --advance: or jumps to a later step that matches",
		    &policy->allow_skip },
		{ 0 },
	};

	memcpy(table, made, sizeof(made));
}

void
policy_setup(struct policy *policy)
{
	struct reason why;
	int places;

	if (policy->allow_skip && !policy->advance)
		diag_usage("--allow-skip is for --advance");
	if (policy->advance && policy->ratchet)
		diag_usage("--ratchet beside --advance, which never goes back");
	if (policy->hysteresis == NULL)
		return;
	if (policy->advance)
		diag_usage("--hysteresis beside --advance, which never goes back");
	if (policy->ratchet)
		diag_usage("--hysteresis beside --ratchet, under which no lead falls");
	if (decimal_parse(span_of(policy->hysteresis), &policy->slack, &places, &why) !=
	    0)
		diag_usage("--hysteresis: %s", why.text);
	if (policy->slack <= 0)
		diag_usage("--hysteresis: is to be more than 0");
}
