#include <stdlib.h>

#include "base/mem.h"

#include "where.h"

static const struct span no_separator = { "", 0 };

/* Adds a condition with room for so many globs. */
static struct condition *
add(struct conditions *conditions, struct source source, size_t globs)
{
	struct condition *condition;

	conditions->item = mem_grow(conditions->item, conditions->count, &conditions->room,
	    sizeof(*conditions->item));
	condition = &conditions->item[conditions->count++];
	*condition = (struct condition){ .source = source,
		.globs = mem_new(globs, sizeof(*condition->globs)) };
	return condition;
}

void
conditions_add(struct conditions *conditions, const struct texts *where)
{
	for (size_t i = 0; i < where->count; i++) {
		struct condition *condition;
		struct span column, pattern;

		options_pair("where", where->item[i], &column, &pattern);
		condition = add(conditions, (struct source){ .text = column }, 1);
		condition->globs[condition->count++] = glob_new(pattern, no_separator);
	}
}

void
conditions_add_preset(struct conditions *conditions, const struct preset_where *where)
{
	struct source source = { .text = span_of(where->from),
		.alternatives = true,
		.optional = where->optional };
	const char *globs = where->globs;
	struct condition *condition = add(conditions, source, strlen(globs) + 1);

	condition->weak = true;
	for (;; globs++) {
		size_t len = strcspn(globs, "|");

		condition->globs[condition->count++] =
		    glob_new((struct span){ globs, len }, no_separator);
		globs += len;
		if (*globs == '\0')
			return;
	}
}

static void
free_condition(struct condition *condition)
{
	source_free(&condition->source);
	for (size_t i = 0; i < condition->count; i++)
		glob_free(condition->globs[i]);
	free(condition->globs);
}

void
conditions_free(struct conditions *conditions)
{
	for (size_t i = 0; i < conditions->count; i++)
		free_condition(&conditions->item[i]);
	free(conditions->item);
}

/* Whether the file has no such column, or an option is about the same one. */
static bool
gives_way(const struct conditions *conditions, const struct condition *condition)
{
	const struct pick *pick = &condition->source.pick[0];

	if (!condition->weak)
		return false;
	if (condition->source.picks == 0)
		return true;
	for (size_t i = 0; i < conditions->count; i++) {
		const struct condition *other = &conditions->item[i];

		if (!other->weak && other->source.pick[0].key.ptr == NULL &&
		    other->source.pick[0].column == pick->column)
			return true;
	}
	return false;
}

void
conditions_override(struct conditions *conditions)
{
	struct conditions kept = { NULL, 0, 0 };

	for (size_t i = 0; i < conditions->count; i++) {
		struct condition *condition = &conditions->item[i];

		if (gives_way(conditions, condition))
			continue;
		kept.item = mem_grow(kept.item, kept.count, &kept.room, sizeof(*kept.item));
		kept.item[kept.count++] = *condition;
		condition->globs = NULL;
		condition->count = 0;
	}
	conditions_free(conditions);
	*conditions = kept;
}

bool
condition_fits(const struct condition *condition, struct span value)
{
	for (size_t i = 0; i < condition->count; i++)
		if (glob_match(condition->globs[i], value))
			return true;
	return false;
}
