#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"

#include "backfill.h"

struct backfill {
	uint32_t *steps; /* the stages that are steps, in order */
	uint32_t *places; /* by stage: its place among them, from 1 on; 0 for none */
	uint32_t table_count; /* of stages that have a place */
};

struct backfill *
backfill_new(const struct stages *stages, struct names *names)
{
	struct backfill *path = mem_new(1, sizeof(*path));
	uint32_t count = 0;

	if (stages->count > UINT16_MAX)
		diag_data("%s: more than %d stages", stages->path, UINT16_MAX);
	path->table_count = (uint32_t)stages->count;
	path->steps = mem_new(stages->count, sizeof(*path->steps));
	path->places = mem_new(stages->count + 1, sizeof(*path->places));
	for (size_t i = 0; i < stages->count; i++) {
		uint32_t stage = names_id(names, stages->stage[i].name);

		if (stages->stage[i].path != PATH_STEP)
			continue;
		path->steps[count++] = stage;
		path->places[stage] = count;
	}
	return path;
}

void
backfill_free(struct backfill *path)
{
	if (path == NULL)
		return;
	free(path->steps);
	free(path->places);
	free(path);
}

static uint32_t
place_of(const struct backfill *path, uint32_t stage)
{
	return stage <= path->table_count ? path->places[stage] : 0;
}

uint32_t
backfill_between(
    const struct backfill *path, uint32_t from, uint32_t to, const uint32_t **steps)
{
	uint32_t begin = place_of(path, from);
	uint32_t end = place_of(path, to);

	*steps = path->steps + begin;
	if ((from != 0 && begin == 0) || end <= begin + 1)
		return 0;
	return end - begin - 1;
}
