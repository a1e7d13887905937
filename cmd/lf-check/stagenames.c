#include <stdlib.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/trim.h"

#include "stagenames.h"

/* What is known of a name. */
struct stagename {
	bool seen, blanks, unknown;
};

struct stagenames {
	struct names *names;
	const struct stages *table;
	bool *used; /* by place in the table */
	struct stagename *stage; /* by number */
	size_t room;
	struct map *folded; /* those seen, without what alike ones differ in */
	struct text fold;
};

struct stagenames *
stagenames_new(struct names *names, const struct stages *table)
{
	struct stagenames *stagenames = mem_new(1, sizeof(*stagenames));

	stagenames->names = names;
	stagenames->table = table;
	stagenames->used = mem_new(table != NULL ? table->count : 1, sizeof(bool));
	stagenames->folded = map_new(0, 2);
	return stagenames;
}

void
stagenames_free(struct stagenames *stagenames)
{
	map_free(stagenames->folded);
	text_free(&stagenames->fold);
	free(stagenames->used);
	free(stagenames->stage);
	free(stagenames);
}

/* Whether a name seen before differs from this one only in blanks at the ends and case. */
static bool
is_alike(struct stagenames *stagenames, struct span trimmed)
{
	struct text *fold = &stagenames->fold;
	bool fresh;

	fold->len = 0;
	text_add(fold, trimmed);
	for (size_t i = 0; i < fold->len; i++)
		if (fold->ptr[i] >= 'A' && fold->ptr[i] <= 'Z')
			fold->ptr[i] = (char)(fold->ptr[i] - 'A' + 'a');
	map_put(stagenames->folded, text_span(fold), &fresh);
	return !fresh;
}

static void
make_room(struct stagenames *stagenames, uint32_t stage)
{
	size_t room = 2 * (size_t)stage + 16;

	stagenames->stage = mem_resize(stagenames->stage, room, sizeof(*stagenames->stage));
	for (size_t i = stagenames->room; i < room; i++)
		stagenames->stage[i] = (struct stagename){ 0 };
	stagenames->room = room;
}

/* Takes a name for the first time. */
static void
see(struct stagenames *stagenames, struct checks *checks, uint32_t stage,
    struct place place)
{
	struct stagename *name = &stagenames->stage[stage];
	struct span text = names_text(stagenames->names, stage);
	struct span trimmed = trim(text);
	size_t at = stages_find(stagenames->table, text);

	*name = (struct stagename){ true, trimmed.len < text.len, at == STAGE_NONE };
	if (!name->unknown)
		stagenames->used[at] = true;
	if (is_alike(stagenames, trimmed))
		checks_count(checks, CHECK_ALIKE, place, text);
}

bool
stagenames_take(struct stagenames *stagenames, struct checks *checks, uint32_t stage,
    struct place place)
{
	if (stage == 0)
		return false;
	if (stage >= stagenames->room)
		make_room(stagenames, stage);
	if (!stagenames->stage[stage].seen)
		see(stagenames, checks, stage, place);
	if (stagenames->stage[stage].unknown)
		checks_count(checks, CHECK_UNKNOWN_STAGE, place,
		    names_text(stagenames->names, stage));
	return stagenames->stage[stage].blanks;
}

void
stagenames_finish(const struct stagenames *stagenames, struct checks *checks)
{
	const struct stages *table = stagenames->table;
	size_t row = 0;

	for (size_t i = 0; table != NULL && i < table->count; i++) {
		if (stagenames->used[i])
			continue;
		/* Stages are in the order of their first rows. */
		while (table->rows[row].stage != i)
			row++;
		checks_count(checks, CHECK_UNUSED_STAGE,
		    (struct place){ table->path, table->rows[row].line },
		    table->stage[i].name);
	}
}
