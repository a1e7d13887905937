/*
 * The rules by which lf-stage gives an event its stage: one for each row of a
 * stage table, or for each band of scores, which is a table of scores alone.
 */
#ifndef LF_RULES_H
#define LF_RULES_H

#include <stdint.h>

#include "base/decimal.h"
#include "lead/stages.h"

struct rule {
	size_t stage;
	bool scored; /* it asks for a score of cut or more */
	bool patterned; /* it asks for patterns to match */
	int128 cut; /* SCORE_LOWEST for the rules with the least cut */
};

struct rules_stage {
	struct span name;
	enum stage_path path;
	bool scored; /* one of its rules is */
};

struct rules {
	struct rules_stage *stage; /* in the order of the path */
	size_t stage_count;
	struct rule *rule; /* of several that match the last one wins */
	size_t count;
	bool scored, patterned; /* one of the rules is */
	bool bands; /* the rules are ascending cuts alone: matched faster */
	struct list names; /* of bands */
};

/* Every score reaches it: a score below all cuts belongs to the least one. */
#define SCORE_LOWEST (-((((int128)1 << 126) - 1) * 2 + 1))

/* What rules look at in an event. */
struct rules_event {
	bool scored;
	int128 score;
	const uint64_t *patterns; /* a bit for each rule whose patterns match */
};

/*
 * Half-open bands between cuts, such as 33,67. names may be NULL: stage1 and
 * so on. What does not fit together is a usage error of --cuts or --names.
 */
struct rules *rules_of_bands(const char *cuts, const char *names);
/* A rule for each row of the table. A bad min_score exits with 1 and its line. */
struct rules *rules_of_table(const struct stages *table);
void rules_free(struct rules *rules);

/* Whether the table's column holds patterns: what the other columns mean is fixed. */
bool rules_is_pattern(struct span column);

/* Whether an event matches a rule; a rule without conditions matches nothing. */
static inline bool
rules_match(const struct rules *rules, size_t at, const struct rules_event *event)
{
	const struct rule *rule = &rules->rule[at];

	if (rule->scored && (!event->scored || event->score < rule->cut))
		return false;
	if (rule->patterned)
		return (event->patterns[at / 64] >> at % 64 & 1) != 0;
	return rule->scored;
}

/* The last rule that matches, or RULE_NONE. */
#define RULE_NONE SIZE_MAX
size_t rules_last_match(const struct rules *rules, const struct rules_event *event);

#endif
