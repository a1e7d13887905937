#include <stdlib.h>
#include <strings.h>

#include "base/mem.h"

#include "where.h"

static const struct span no_separator = { "", 0 };

static struct condition *
add(struct conditions *conditions, struct source source)
{
	struct condition *condition;

	conditions->item = mem_grow(conditions->item, conditions->count, &conditions->room,
	    sizeof(*conditions->item));
	condition = &conditions->item[conditions->count++];
	*condition = (struct condition){ .source = source };
	return condition;
}

/* Globs with '|' between them. */
static void
add_globs(struct condition *condition, struct span globs)
{
	struct span glob;
	struct reason why;

	condition->globs = mem_new(globs.len + 1, sizeof(*condition->globs));
	while (span_take(&globs, '|', &glob)) {
		if (glob_check(glob, &why) != 0)
			diag_usage("--preset: %s", why.text);
		condition->globs[condition->count++] = glob_new(glob, no_separator);
	}
}

void
conditions_add(struct conditions *conditions, const struct texts *where)
{
	for (size_t i = 0; i < where->count; i++) {
		struct condition *condition;
		struct span column, pattern;
		struct reason why;

		options_pair("where", where->item[i], &column, &pattern);
		if (glob_check(pattern, &why) != 0)
			diag_usage("--where: %s", why.text);
		condition = add(conditions, (struct source){ .text = column });
		condition->text = where->item[i];
		condition->globs = mem_new(1, sizeof(*condition->globs));
		condition->globs[condition->count++] = glob_new(pattern, no_separator);
	}
}

/* A preset's COL|...=GLOB|... */
static struct condition
preset_condition(const char *text)
{
	struct condition condition = { .weak = true, .text = text };
	struct span globs;

	options_pair("preset", text, &condition.source.text, &globs);
	condition.source.alternatives = true;
	add_globs(&condition, globs);
	return condition;
}

void
conditions_add_preset(struct conditions *conditions, const struct preset *preset)
{
	const char *text;

	for (size_t i = 0; (text = preset_value(preset, "where", i)) != NULL; i++)
		*add(conditions, (struct source){ .text = { NULL, 0 } }) =
		    preset_condition(text);
	for (size_t i = 0; (text = preset_value(preset, "deleted", i)) != NULL; i++) {
		struct source source = { .text = span_of(text), .alternatives = true };
		struct condition *condition = add(conditions, source);

		condition->weak = true;
		condition->flag = true;
	}
	text = preset_value(preset, "created", 0);
	if (text != NULL)
		conditions->created = preset_condition(text);
	text = preset_value(preset, "choose", 0);
	if (text != NULL)
		conditions->choose =
		    (struct source){ .text = span_of(text), .alternatives = true };
}

static void
free_condition(struct condition *condition)
{
	source_free(&condition->source);
	for (size_t i = 0; i < condition->count; i++)
		glob_free(condition->globs[i]);
	free(condition->globs);
	fit_free(&condition->fit);
}

void
conditions_free(struct conditions *conditions)
{
	for (size_t i = 0; i < conditions->count; i++)
		free_condition(&conditions->item[i]);
	free_condition(&conditions->created);
	source_free(&conditions->choose);
	free(conditions->item);
}

struct source *
conditions_find(struct conditions *conditions, const struct csvheader *header)
{
	struct condition *created = &conditions->created;

	if (conditions->choose.text.ptr != NULL)
		source_find(&conditions->choose, header);
	for (size_t i = 0; i < conditions->count; i++)
		if (!source_find(&conditions->item[i].source, header))
			return &conditions->item[i].source;
	return created->count > 0 && !source_find(&created->source, header) ?
	    &created->source :
	    NULL;
}

/* Whether they are about the same column, or the same key of the objects in it. */
static bool
same_source(const struct source *a, const struct source *b)
{
	const struct pick *one = &a->pick[0];
	const struct pick *two = &b->pick[0];

	if (a->picks == 0 || b->picks == 0 || one->column != two->column)
		return false;
	if (one->key.ptr == NULL || two->key.ptr == NULL)
		return one->key.ptr == two->key.ptr;
	return span_equal(one->key, two->key);
}

/* Whether the file has no such column, or an option is about the same one. */
static bool
gives_way(const struct conditions *conditions, const struct condition *condition)
{
	if (!condition->weak)
		return false;
	if (condition->source.picks == 0)
		return true;
	for (size_t i = 0; i < conditions->count; i++)
		if (!conditions->item[i].weak &&
		    same_source(&conditions->item[i].source, &condition->source))
			return true;
	return false;
}

void
conditions_settle(struct conditions *conditions, bool has_old)
{
	bool *drop = mem_new(conditions->count, sizeof(*drop));
	size_t kept = 0;

	for (size_t i = 0; i < conditions->count; i++)
		drop[i] = gives_way(conditions, &conditions->item[i]);
	for (size_t i = 0; i < conditions->count; i++)
		if (same_source(&conditions->item[i].source, &conditions->choose))
			conditions->choose.picks = 0;
	for (size_t i = 0; i < conditions->count; i++)
		if (drop[i])
			free_condition(&conditions->item[i]);
		else
			conditions->item[kept++] = conditions->item[i];
	conditions->count = kept;
	free(drop);
	if (!has_old) {
		free_condition(&conditions->created);
		conditions->created = (struct condition){ .count = 0 };
	}
}

static bool
matches(const struct condition *condition, struct span value)
{
	for (size_t i = 0; i < condition->count; i++)
		if (glob_match(condition->globs[i], value))
			return true;
	return false;
}

static bool
is_one_of(struct span value, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (value.len == strlen(words[i]) &&
		    strncasecmp(value.ptr, words[i], value.len) == 0)
			return true;
	return false;
}

/* What a flag of deletion says, as databases write it. */
static enum record_kind
check_flag(struct span value, struct reason *why)
{
	static const char *const no[] = { "", "false", "f", "no", "n", "0" };
	static const char *const yes[] = { "true", "t", "yes", "y", "1" };
	char quoted[QUOTED_MAX];

	if (is_one_of(value, no, sizeof(no) / sizeof(no[0])))
		return RECORD_COUNTS;
	if (is_one_of(value, yes, sizeof(yes) / sizeof(yes[0])))
		return RECORD_LEFT_OUT;
	fail(why, "%s is neither true nor false: whether the row was deleted",
	    quote(quoted, value));
	return RECORD_BAD;
}

static enum record_kind
check(struct condition *condition, struct span value, struct reason *why)
{
	if (condition->flag)
		return check_flag(value, why);
	return fit_note(&condition->fit, value, matches(condition, value)) ?
	    RECORD_COUNTS :
	    RECORD_LEFT_OUT;
}

enum record_kind
conditions_check(struct conditions *conditions, const struct csvread *csv,
    struct missing *missing, const struct source **source, struct reason *why)
{
	struct condition *created = &conditions->created;
	enum record_kind all = RECORD_COUNTS;
	struct span value;

	*source = &created->source;
	if (created->count > 0) {
		if (missing_value(missing, &created->source, csv, &value, why) != 0)
			return RECORD_BAD;
		if (matches(created, value))
			all = RECORD_CREATED;
	}
	for (size_t i = 0; i < conditions->count; i++) {
		struct condition *condition = &conditions->item[i];
		enum record_kind kind;

		if (all == RECORD_CREATED &&
		    same_source(&condition->source, &created->source))
			continue;
		*source = &condition->source;
		if (missing_value(missing, &condition->source, csv, &value, why) != 0)
			return RECORD_BAD;
		kind = check(condition, value, why);
		if (kind != RECORD_COUNTS)
			return kind;
	}
	return all;
}

static void
report(const struct condition *condition, const char *preset)
{
	struct span left = span_of(strchr(condition->text, '=') + 1);
	struct span pattern = left;
	struct text option = { NULL, 0, 0 };

	text_add(&option, span_of(condition->weak ? "--preset " : "--where"));
	if (condition->weak) {
		span_take(&left, '|', &pattern);
		text_add(&option, span_of(preset));
	}
	option.ptr[option.len] = '\0';
	fit_report(&condition->fit, option.ptr, span_of(condition->text), pattern);
	text_free(&option);
}

void
conditions_report(const struct conditions *conditions, const char *preset)
{
	for (size_t i = 0; i < conditions->count; i++)
		if (!conditions->item[i].flag)
			report(&conditions->item[i], preset);
}
