#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "lead/entered.h"

/* More stages than this that a table lacks are counted only. */
enum { LACKING_MAX = 10 };

void
entered_grow(struct entered *entered, uint32_t stage)
{
	size_t room = 2 * (size_t)stage + 16;

	entered->stage = mem_resize(entered->stage, room, sizeof(*entered->stage));
	entered->named = mem_resize(entered->named, room, sizeof(*entered->named));
	for (size_t i = entered->room; i < room; i++)
		entered->stage[i] = entered->named[i] = false;
	entered->room = room;
}

void
entered_free(struct entered *entered)
{
	free(entered->stage);
	free(entered->named);
}

bool
entered_is(const struct entered *entered, uint32_t stage)
{
	return stage < entered->room && entered->stage[stage];
}

static int
compare(const void *a, const void *b)
{
	return span_compare(*(const struct span *)a, *(const struct span *)b);
}

/* The names of the stages that were entered, in byte order; its items are to be freed. */
static struct list
entered_names(const struct entered *entered, const struct names *names)
{
	struct list list = { mem_new(names_count(names), sizeof(*list.item)), 0 };

	for (uint32_t stage = 1; stage <= names_count(names); stage++)
		if (entered_is(entered, stage))
			list.item[list.count++] = names_text(names, stage);
	qsort(list.item, list.count, sizeof(*list.item), compare);
	return list;
}

/* Says what, in two parts around the name, and which of the others may be meant. */
static void
say(const char *before, const char *after, struct span name, const struct list *others)
{
	struct text advice = { NULL, 0, 0 };
	char quoted[QUOTED_MAX];

	nearest_advise(&advice, others, name);
	diag_note("%s: %s %s; %.*s", before, after, quote(quoted, name), (int)advice.len,
	    advice.ptr);
	text_free(&advice);
}

void
entered_check(
    struct entered *entered, const struct names *names, const char *option, uint32_t stage)
{
	struct list others;

	if (entered_is(entered, stage)) {
		entered->named[stage] = true;
		return;
	}
	others = entered_names(entered, names);
	if (others.count > 0)
		say(option, "no move enters", names_text(names, stage), &others);
	free(others.item);
}

static void
check_spelling(const struct entered *entered, const struct names *names, uint32_t stage)
{
	struct span name = names_text(names, stage);
	char quoted[QUOTED_MAX], other_quoted[QUOTED_MAX];

	for (uint32_t other = 1; other <= names_count(names); other++) {
		struct span text = names_text(names, other);

		if (entered_is(entered, other) && !entered->named[other] &&
		    nearest_alike(name, text))
			diag_note("moves enter %s too, which does not count as %s",
			    quote(other_quoted, text), quote(quoted, name));
	}
}

void
entered_check_spelling(const struct entered *entered, const struct names *names)
{
	for (uint32_t stage = 1; stage <= names_count(names); stage++)
		if (entered_is(entered, stage) && entered->named[stage])
			check_spelling(entered, names, stage);
}

/* The names of the table's stages; its items are to be freed. */
static struct list
table_names(const struct stages *table)
{
	struct list list = { mem_new(table->count, sizeof(*list.item)), table->count };

	for (size_t i = 0; i < table->count; i++)
		list.item[i] = table->stage[i].name;
	return list;
}

void
entered_check_table(const struct entered *entered, const struct names *names,
    const struct stages *table)
{
	struct list others;
	size_t lacking = 0;

	if (table == NULL)
		return;
	others = table_names(table);
	for (uint32_t stage = 1; stage <= names_count(names); stage++) {
		struct span name = names_text(names, stage);

		if (!entered_is(entered, stage) || stages_find(table, name) != STAGE_NONE)
			continue;
		if (lacking++ < LACKING_MAX)
			say(table->path, "has no stage", name, &others);
	}
	if (lacking > LACKING_MAX)
		diag_note("%s: has not %zu more stages of the input", table->path,
		    lacking - LACKING_MAX);
	free(others.item);
}
