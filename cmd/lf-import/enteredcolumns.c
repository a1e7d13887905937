#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "tsv/escape.h"

#include "enteredcolumns.h"
#include "columnpattern.h"

void
enteredcolumns_add(struct entered *entered, const char *text, bool preset)
{
	const char *equals = strrchr(text, '=');
	struct entered_rule rule = { .source = { .alternatives = preset } };

	if (equals == NULL || equals == text || (equals[1] == '\0' && !preset))
		diag_usage("--entered: '%s' is not of the form COL=STAGE", text);
	rule.source.text = (struct span){ text, (size_t)(equals - text) };
	rule.stage = span_of(equals + 1);
	if (span_equal(rule.stage, span_of("*")) && !columnpattern_is(rule.source.text))
		diag_usage("--entered: '%s': a stage * needs a * in the column", text);
	entered->rule = mem_grow(
	    entered->rule, entered->rules, &entered->rule_room, sizeof(*entered->rule));
	entered->rule[entered->rules++] = rule;
}

static void
forget_columns(struct entered *entered)
{
	for (size_t i = 0; i < entered->count; i++) {
		source_free(&entered->item[i].source);
		text_free(&entered->item[i].made);
	}
	entered->count = 0;
}

void
enteredcolumns_free(struct entered *entered)
{
	forget_columns(entered);
	for (size_t i = 0; i < entered->rules; i++)
		source_free(&entered->rule[i].source);
	free(entered->item);
	free(entered->rule);
}

static struct entered_column *
add_column(struct entered *entered, struct source source, struct span stage)
{
	struct entered_column *column;

	entered->item =
	    mem_grow(entered->item, entered->count, &entered->room, sizeof(*entered->item));
	column = &entered->item[entered->count++];
	*column = (struct entered_column){ .source = source, .stage = stage };
	return column;
}

/* A column that fits a rule's pattern; its stage may be the part of its name. */
static void
add_fitting(struct entered *entered, const struct csvheader *header, size_t at,
    struct span stage, struct span part)
{
	struct source source = { .text = csvheader_name(header, at), .picks = 1 };
	struct entered_column *column;

	if (stage.len == 0)
		return;
	source.pick[0].column = at;
	column = add_column(entered, source, stage);
	if (span_equal(stage, span_of("*"))) {
		escape_undo(&column->made, part);
		column->stage = text_span(&column->made);
	}
}

/*
 * Reports the last column if another one since the first has its stage: names of columns tell
 * pipelines apart, which stages do not.
 */
static void
note_twin(const struct entered *entered, size_t first)
{
	const struct entered_column *last = &entered->item[entered->count - 1];
	const struct entered_column *twin = &entered->item[first];
	char one[QUOTED_MAX], other[QUOTED_MAX], stage[QUOTED_MAX];

	while (twin < last && !span_equal(twin->stage, last->stage))
		twin++;
	if (twin < last)
		diag_note("%s and %s become one stage, %s: --entered takes one pipeline alone",
		    quote(one, twin->source.text), quote(other, last->source.text),
		    quote(stage, last->stage));
}

/*
 * Adds the columns that fit and are not taken; false if none fits, taken or not. Where
 * names of columns make the stages, two of one stage are reported.
 */
static bool
add_pattern(struct entered *entered, const struct csvheader *header, struct span pattern,
    struct span stage, bool *taken, bool named)
{
	size_t first = entered->count;
	bool fits = false;

	for (size_t i = 0; i < csvheader_count(header); i++) {
		struct span part;

		if (!columnpattern_fits(pattern, csvheader_text(header, i), &part))
			continue;
		fits = true;
		if (!taken[i])
			add_fitting(entered, header, i, stage, part);
		if (!taken[i] && named && entered->count > first)
			note_twin(entered, first);
		taken[i] = true;
	}
	return fits;
}

/* The first of a preset's alternatives that the file has. */
static bool
add_alternative(struct entered *entered, const struct csvheader *header,
    const struct entered_rule *rule, bool *taken)
{
	struct span left = rule->source.text;
	struct span part;

	while (span_take(&left, '|', &part)) {
		long at = csvheader_find(header, part);

		if (at < 0 && !add_pattern(entered, header, part, rule->stage, taken, true))
			continue;
		if (at >= 0 && !taken[at])
			add_fitting(entered, header, (size_t)at, rule->stage, part);
		if (at >= 0)
			taken[at] = true;
		return true;
	}
	return false;
}

/* Takes the columns that options name in full, before any pattern does. */
static void
take_named(const struct entered *entered, const struct csvheader *header, bool *taken)
{
	for (size_t i = 0; i < entered->rules; i++) {
		const struct source *source = &entered->rule[i].source;
		long at = source->alternatives ? -1 : csvheader_find(header, source->text);

		if (at >= 0)
			taken[at] = true;
	}
}

bool
enteredcolumns_find(struct entered *entered, const struct csvheader *header, bool *taken,
    struct source **lacks)
{
	forget_columns(entered);
	take_named(entered, header, taken);
	for (size_t i = 0; i < entered->rules; i++) {
		struct entered_rule *rule = &entered->rule[i];

		if (rule->source.alternatives) {
			add_alternative(entered, header, rule, taken);
		} else if (source_find(&rule->source, header)) {
			add_column(entered, rule->source, rule->stage);
		} else if (!add_pattern(entered, header, rule->source.text, rule->stage, taken,
			       span_equal(rule->stage, span_of("*")))) {
			*lacks = &rule->source;
			return false;
		}
	}
	if (entered->count > 0 || entered->rules == 0)
		return true;
	*lacks = &entered->rule[entered->rules - 1].source;
	return false;
}
