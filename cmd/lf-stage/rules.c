#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"

#include "rules.h"

static struct rules *
make(size_t stages, size_t rules)
{
	struct rules *made = mem_new(1, sizeof(*made));

	made->stage = mem_new(stages, sizeof(*made->stage));
	made->stage_count = stages;
	made->rule = mem_new(rules, sizeof(*made->rule));
	made->count = rules;
	return made;
}

void
rules_free(struct rules *rules)
{
	if (rules == NULL)
		return;
	list_free(&rules->names);
	free(rules->stage);
	free(rules->rule);
	free(rules);
}

/* stage1, stage2 and so on. */
static struct list
default_names(size_t count)
{
	enum { NAME_MAX_LEN = 32 };
	char *text = mem_new(count, NAME_MAX_LEN);
	size_t used = 0;
	struct list names;

	for (size_t i = 0; i < count; i++)
		used += (size_t)snprintf(
		    text + used, NAME_MAX_LEN, "%sstage%zu", i > 0 ? "," : "", i + 1);
	names = list_parse(text);
	free(text);
	return names;
}

static void
check_names(const struct list *names, size_t wanted)
{
	char quoted[QUOTED_MAX];

	if (names->count != wanted)
		diag_usage("--names: %zu name%s, but the cuts make %zu bands", names->count,
		    names->count == 1 ? "" : "s", wanted);
	for (size_t i = 0; i < names->count; i++) {
		struct list before = { names->item, i };

		if (names->item[i].len == 0)
			diag_usage("--names: an empty name");
		if (list_find(&before, names->item[i]) >= 0)
			diag_usage(
			    "--names: %s occurs twice", quote(quoted, names->item[i]));
	}
}

/* Scores below every cut belong to the rules with the least one. */
static void
open_below(struct rules *rules)
{
	const struct rule *least = NULL;
	int128 cut;

	for (size_t i = 0; i < rules->count; i++)
		if (rules->rule[i].scored &&
		    (least == NULL || rules->rule[i].cut < least->cut))
			least = &rules->rule[i];
	if (least == NULL)
		return;
	cut = least->cut;
	for (size_t i = 0; i < rules->count; i++)
		if (rules->rule[i].scored && rules->rule[i].cut == cut)
			rules->rule[i].cut = SCORE_LOWEST;
}

struct rules *
rules_of_bands(const char *cuts, const char *names)
{
	struct list list = list_parse(cuts);
	struct rules *rules = make(list.count + 1, list.count + 1);
	struct reason why;
	int places;

	rules->names = names != NULL ? list_parse(names) : default_names(rules->count);
	rules->scored = true;
	rules->bands = true;
	check_names(&rules->names, rules->count);
	for (size_t i = 0; i < rules->count; i++) {
		struct rule *rule = &rules->rule[i];

		rules->stage[i] =
		    (struct rules_stage){ rules->names.item[i], PATH_STEP, true };
		*rule = (struct rule){ i, true, false, SCORE_LOWEST };
		if (i == 0)
			continue;
		if (decimal_parse(list.item[i - 1], &rule->cut, &places, &why) != 0)
			diag_usage("--cuts: %s", why.text);
		if (rule->cut <= rule[-1].cut)
			diag_usage("--cuts: '%s' does not ascend", cuts);
	}
	list_free(&list);
	return rules;
}

bool
rules_is_pattern(struct span column)
{
	static const char *const fixed[] = { "stage", "min_score", "sla", "path" };

	for (size_t i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++)
		if (span_equal(column, span_of(fixed[i])))
			return false;
	return true;
}

static bool
has_pattern(const struct stages *table, const struct stage_row *row)
{
	for (size_t i = 0; i < table->columns.count; i++)
		if (row->cells[i].len > 0 && rules_is_pattern(table->columns.item[i]))
			return true;
	return false;
}

static bool
holds_patterns(const struct stages *table, size_t column)
{
	for (size_t i = 0; i < table->row_count; i++)
		if (table->rows[i].cells[column].len > 0)
			return rules_is_pattern(table->columns.item[column]);
	return false;
}

const struct span *
rules_pattern_column(const struct stages *table, struct reason *why)
{
	const struct span *found = NULL;
	char one[QUOTED_MAX], two[QUOTED_MAX];

	for (size_t i = 0; i < table->columns.count; i++) {
		if (!holds_patterns(table, i))
			continue;
		if (found != NULL) {
			fail(why, "%s has patterns for %s and for %s", table->path,
			    quote(one, *found), quote(two, table->columns.item[i]));
			return NULL;
		}
		found = &table->columns.item[i];
	}
	if (found == NULL)
		fail(why, "%s has no patterns", table->path);
	return found;
}

/* The rule of a row. min_score is the place of that column, or -1. */
static struct rule
table_rule(const struct stages *table, const struct stage_row *row, long min_score)
{
	struct rule rule = { row->stage, false, has_pattern(table, row), 0 };
	struct reason why;
	int places;

	if (min_score < 0 || row->cells[min_score].len == 0)
		return rule;
	rule.scored = true;
	if (decimal_parse(row->cells[min_score], &rule.cut, &places, &why) != 0)
		diag_data(
		    "%s:%" PRIu64 ": min_score: %s", table->path, row->line, why.text);
	return rule;
}

static bool
are_bands(const struct rules *rules)
{
	for (size_t i = 0; i < rules->count; i++) {
		const struct rule *rule = &rules->rule[i];

		if (!rule->scored || rule->patterned || (i > 0 && rule->cut < rule[-1].cut))
			return false;
	}
	return true;
}

struct rules *
rules_of_table(const struct stages *table)
{
	struct rules *rules = make(table->count, table->row_count);
	long min_score = list_find(&table->columns, span_of("min_score"));

	for (size_t i = 0; i < table->count; i++)
		rules->stage[i] = (struct rules_stage){ table->stage[i].name,
			table->stage[i].path, false };
	for (size_t i = 0; i < table->row_count; i++) {
		struct rule rule = table_rule(table, &table->rows[i], min_score);

		rules->rule[i] = rule;
		rules->scored |= rule.scored;
		rules->patterned |= rule.patterned;
		rules->stage[rule.stage].scored |= rule.scored;
	}
	open_below(rules);
	rules->bands = are_bands(rules);
	return rules;
}

/*
 * Counts the cuts reached: the last few without branches, since scores jump, so that they
 * would be mispredicted.
 */
static size_t
find_band(const struct rules *rules, int128 score)
{
	size_t at = 0, count = rules->count;

	while (count > 16) {
		size_t half = count / 2;
		bool reached = score >= rules->rule[at + half].cut;

		at += reached ? half : 0;
		count = reached ? count - half : half;
	}
	for (const struct rule *rule = &rules->rule[at]; --count > 0;)
		at += score >= (++rule)->cut;
	return at;
}

size_t
rules_match_before(const struct rules *rules, const struct rules_event *event, size_t end)
{
	while (end-- > 0) {
		if (event->patterns != NULL && event->patterns[end / 64] == 0)
			end = end / 64 * 64; /* none of these 64 */
		else if (rules_match(rules, end, event))
			return end;
	}
	return RULE_NONE;
}

size_t
rules_last_match(const struct rules *rules, const struct rules_event *event)
{
	if (rules->bands)
		return event->scored ? find_band(rules, event->score) : RULE_NONE;
	return rules_match_before(rules, event, rules->count);
}
