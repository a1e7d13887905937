/* What options make of the rules of stages: how a lead may move. */
#ifndef LF_POLICY_H
#define LF_POLICY_H

#include "base/decimal.h"
#include "tsv/options.h"

struct policy {
	bool sum; /* scores are changes; a lead's score is their sum */
	bool ratchet; /* no way back */
	const char *hysteresis; /* the option's text, or NULL */
	int128 slack; /* its value: how far below its cut a lead falls */
	bool advance; /* step by step, and only by events that match the next step */
	bool allow_skip; /* or a further one */
};

/* The options' table, for an OPT_TABLE entry; it writes into policy. */
void policy_table(struct policy *policy, struct opt table[6]);
/* Checks the options; usage errors exit. */
void policy_setup(struct policy *policy);

#endif
