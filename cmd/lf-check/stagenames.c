#include <stdlib.h>

#include "base/mem.h"
#include "base/trim.h"

#include "alike.h"
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
	struct alike *seen;
};

struct stagenames *
stagenames_new(struct names *names, const struct stages *table)
{
	struct stagenames *stagenames = mem_new(1, sizeof(*stagenames));

	stagenames->names = names;
	stagenames->table = table;
	stagenames->used = mem_new(table != NULL ? table->count : 1, sizeof(bool));
	stagenames->seen = alike_new();
	return stagenames;
}

void
stagenames_free(struct stagenames *stagenames)
{
	alike_free(stagenames->seen);
	free(stagenames->used);
	free(stagenames->stage);
	free(stagenames);
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
	if (alike_seen(stagenames->seen, trimmed))
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
