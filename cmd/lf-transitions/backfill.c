#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"

#include "backfill.h"

struct backfill {
	uint32_t *steps; /* the stages that are steps of the path, in order */
	uint32_t *places; /* by stage: its place among them, from 1 on; 0: it is none */
	uint32_t table_count; /* stages up to this number are in the table */
};

struct backfill *
backfill_new(const struct stages *stages, struct names *names)
{
	struct backfill *backfill = mem_new(1, sizeof(*backfill));
	uint32_t count = 0;

	if (stages->count > UINT16_MAX)
		diag_data("%s: more than %d stages", stages->path, UINT16_MAX);
	backfill->table_count = (uint32_t)stages->count;
	backfill->steps = mem_new(stages->count, sizeof(*backfill->steps));
	backfill->places = mem_new(stages->count + 1, sizeof(*backfill->places));
	for (size_t i = 0; i < stages->count; i++) {
		uint32_t stage = names_id(names, stages->stage[i].name);

		if (stages->stage[i].path != PATH_STEP)
			continue;
		backfill->steps[count++] = stage;
		backfill->places[stage] = count;
	}
	return backfill;
}

void
backfill_free(struct backfill *backfill)
{
	if (backfill == NULL)
		return;
	free(backfill->steps);
	free(backfill->places);
	free(backfill);
}

static uint32_t
place_of(const struct backfill *backfill, uint32_t stage)
{
	return stage <= backfill->table_count ? backfill->places[stage] : 0;
}

uint32_t
backfill_between(
    const struct backfill *backfill, uint32_t from, uint32_t to, const uint32_t **steps)
{
	uint32_t begin = place_of(backfill, from);
	uint32_t end = place_of(backfill, to);

	*steps = backfill->steps + begin;
	if ((from != 0 && begin == 0) || end <= begin + 1)
		return 0;
	return end - begin - 1;
}
