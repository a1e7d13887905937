/*
 * The rules that give an event its stage: one for each row of a stage table, or for
 * each band of scores.
 */
#ifndef LF_RULES_H
#define LF_RULES_H

#include <stdint.h>

#include "base/decimal.h"
#include "lead/stages.h"

struct rule {
	size_t stage;
	bool scored; /* it needs a score of cut or more */
	bool patterned; /* it needs patterns to match */
	int128 cut; /* SCORE_LOWEST in the rules with the least cut */
};

struct rules_stage {
	struct span name;
	enum stage_path path;
	bool scored; /* at least one of its rules is */
};

struct rules {
	struct rules_stage *stage; /* in the order of the path */
	size_t stage_count;
	struct rule *rule; /* if several match, the last one wins */
	size_t count;
	bool scored, patterned; /* at least one of the rules is */
	bool bands; /* the rules are bands: cuts in ascending order, matched faster */
	struct list names; /* of the bands */
};

/* A cut that every score reaches: scores below all cuts belong to the least one. */
#define SCORE_LOWEST (-((((int128)1 << 126) - 1) * 2 + 1))

/* What the rules look at in an event. */
struct rules_event {
	bool scored; /* it has a score */
	int128 score;
	const uint64_t *patterns; /* a bit for each rule: 1 if its patterns match; or NULL */
};

/*
 * Half-open bands between cuts, such as 33,67. names may be NULL: stage1 and so on.
 * Cuts and names that do not fit together are a usage error.
 */
struct rules *rules_of_bands(const char *cuts, const char *names);
/* A rule for each row of the table. Exits with 1 if a min_score is no number. */
struct rules *rules_of_table(const struct stages *table);
void rules_free(struct rules *rules);

/* Whether a column of that name holds patterns; a few names mean something else. */
bool rules_is_pattern(struct span column);
/*
 * The name of the column with the patterns of the table. NULL with the reason if there is
 * none, or more than one.
 */
const struct span *rules_pattern_column(const struct stages *table, struct reason *why);

/* Whether an event matches the rule at that place; one without conditions never does. */
static inline bool
rules_match(const struct rules *rules, size_t at, const struct rules_event *event)
{
	const struct rule *rule = &rules->rule[at];

	if (rule->scored && (!event->scored || event->score < rule->cut))
		return false;
	if (rule->patterned)
		/* Events have patterns where a rule has: NOLINTNEXTLINE */
		return (event->patterns[at / 64] >> at % 64 & 1) != 0;
	return rule->scored;
}

/* The last rule that matches, or RULE_NONE. */
#define RULE_NONE SIZE_MAX
size_t rules_last_match(const struct rules *rules, const struct rules_event *event);
/* The last rule before place end that matches, or RULE_NONE. */
size_t rules_match_before(
    const struct rules *rules, const struct rules_event *event, size_t end);

#endif
