#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"

#include "leads.h"

enum { REMEMBERED = 4096 };

struct leads {
	bool grouped;
	struct map *table;
	struct visitcounts_more *visits;
	/* Only marked leads need their places: others are in that order in the table. */
	bool marked;
	uint32_t staged_count;
	const struct lead **staged; /* by place, once put_in_order has been called */
	/* With grouped: the lead; and the last names: `older` goes when `newer` is full. */
	struct lead group;
	bool fresh_group;
	struct text name;
	struct map *newer, *older;
};

struct leads *
leads_new(enum leads_kept kept, bool grouped)
{
	static const size_t size[] = {
		[LEADS_STAY] = offsetof(struct lead, first),
		[LEADS_FIRST] = offsetof(struct lead, mark),
		[LEADS_PLACE] = offsetof(struct lead, slot),
		[LEADS_SLOT] = sizeof(struct lead),
	};
	struct leads *leads = mem_new(1, sizeof(*leads));

	leads->marked = kept >= LEADS_PLACE;
	leads->grouped = grouped;
	leads->visits = visitcounts_new();
	leads->table = map_new(size[kept], 2);
	if (grouped) {
		leads->newer = map_new(0, 2);
		leads->older = map_new(0, 2);
	}
	return leads;
}

void
leads_free(struct leads *leads)
{
	map_free(leads->table);
	visitcounts_free(leads->visits);
	free(leads->staged);
	text_free(&leads->name);
	if (leads->grouped) {
		map_free(leads->newer);
		map_free(leads->older);
	}
	free(leads);
}

void
leads_reserve(struct leads *leads, size_t count)
{
	map_reserve(leads->table, count);
}

const struct map *
leads_map(const struct leads *leads)
{
	return leads->grouped ? NULL : leads->table;
}

struct lead *
leads_find(struct leads *leads, struct span name, const struct map_hint *hint, bool *fresh)
{
	if (!leads->grouped)
		return map_put_hinted(leads->table, name, hint, fresh);
	*fresh = leads->fresh_group;
	leads->fresh_group = false;
	return &leads->group;
}

bool
leads_begins_group(const struct leads *leads, struct span name)
{
	struct span present = text_span(&leads->name);

	return !span_equal(present, name);
}

bool
leads_note_group(struct leads *leads, struct span name)
{
	bool fresh;

	map_put(leads->newer, name, &fresh);
	fresh = fresh && map_get(leads->older, name) == NULL;
	if (map_count(leads->newer) == REMEMBERED) {
		struct map *oldest = leads->older;

		leads->older = leads->newer;
		leads->newer = oldest;
		map_clear(oldest);
	}
	return !fresh;
}

void
leads_begin_group(struct leads *leads, struct span name)
{
	leads->name.len = 0;
	text_add(&leads->name, name);
	leads->group = (struct lead){ 0 };
	leads->fresh_group = true;
	visitcounts_clear(leads->visits);
}

void
leads_staged(struct leads *leads, struct lead *lead)
{
	if (leads->marked)
		leads_put_place(leads, lead, leads->staged_count + 1);
}

void
leads_put_place(struct leads *leads, struct lead *lead, uint32_t place)
{
	lead->place = place;
	leads->staged_count++;
}

/* Fills `staged`. NULL, or the first lead whose place is taken or does not exist. */
static const struct lead *
put_in_order(struct leads *leads)
{
	const struct lead **staged = mem_new(leads->staged_count, sizeof(*staged));
	struct map_cursor cursor = { 0 };
	const struct lead *lead;

	while ((lead = map_next(leads->table, &cursor)) != NULL) {
		if (lead->place == 0)
			continue;
		if (lead->place > leads->staged_count || staged[lead->place - 1] != NULL)
			break;
		staged[lead->place - 1] = lead;
	}
	free(leads->staged);
	leads->staged = staged;
	return lead;
}

const struct lead *
leads_misplaced(struct leads *leads)
{
	return put_in_order(leads);
}

const struct lead *
leads_next(struct leads *leads, struct leads_cursor *cursor)
{
	if (leads->grouped)
		return cursor->next++ == 0 && leads->name.len > 0 ? &leads->group : NULL;
	if (!leads->marked)
		return map_next(leads->table, &cursor->cursor);
	if (cursor->next == 0)
		put_in_order(leads);
	return cursor->next == leads->staged_count ? NULL : leads->staged[cursor->next++];
}

const struct lead *
leads_next_known(const struct leads *leads, struct leads_cursor *cursor)
{
	return map_next(leads->table, &cursor->cursor);
}

struct span
leads_name(const struct leads *leads, const struct lead *lead)
{
	if (leads->grouped)
		return text_span(&leads->name);
	return map_key(leads->table, lead);
}

uint64_t
leads_visits(const struct leads *leads, const struct lead *lead, uint32_t stage)
{
	return visitcounts_get(leads->visits, &lead->visits, stage);
}

uint64_t
leads_visit(struct leads *leads, struct lead *lead, uint32_t stage)
{
	uint64_t count = visitcounts_get(leads->visits, &lead->visits, stage) + 1;

	visitcounts_set(leads->visits, &lead->visits, stage, count);
	return count;
}

void
leads_set_visits(struct leads *leads, struct lead *lead, uint32_t stage, uint64_t count)
{
	visitcounts_set(leads->visits, &lead->visits, stage, count);
}

uint32_t
leads_next_stage(const struct leads *leads, const struct lead *lead, uint32_t after)
{
	return visitcounts_next(leads->visits, &lead->visits, after);
}
