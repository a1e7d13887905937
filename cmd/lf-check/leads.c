#include <stdlib.h>

#include "base/hash.h"
#include "base/mem.h"

#include "alike.h"
#include "leads.h"

struct leads {
	struct map *table;
	const struct names *names;
	struct alike *seen;
	uint64_t seed;
	bool current;
};

struct leads *
leads_new(const struct names *names, bool current)
{
	struct leads *leads = mem_new(1, sizeof(*leads));

	leads->names = names;
	leads->current = current;
	leads->seen = alike_new();
	leads->seed = hash_seed();
	leads->table = map_new(
	    current ? sizeof(struct lead) : offsetof(struct lead, latest), sizeof(int64_t));
	return leads;
}

void
leads_free(struct leads *leads)
{
	map_free(leads->table);
	alike_free(leads->seen);
	free(leads);
}

const struct map *
leads_map(const struct leads *leads)
{
	return leads->table;
}

/* Keeps the stage that the lead has at the end of the log, whatever the order of rows. */
static void
keep_latest(struct lead *lead, const struct event *event)
{
	if (lead->stage == 0 || event->time > lead->latest) {
		lead->latest = event->time;
		lead->latest_first = event->stage;
	}
	if (event->time == lead->latest)
		lead->latest_last = event->stage;
}

/* Compares a row with a stage to the one before it that has one. */
static void
compare_stages(const struct leads *leads, struct checks *checks, const struct lead *lead,
    const struct event *event, struct place place, struct span old)
{
	if (event->time == lead->staged && event->stage != lead->stage)
		checks_count(checks, CHECK_TIED, place, event->lead);
	if (old.len > 0 && !span_equal(old, names_text(leads->names, lead->stage)))
		checks_count(checks, CHECK_OLD_DIFFERS, place, event->lead);
}

void
leads_take(struct leads *leads, struct checks *checks, const struct event *event,
    struct place place, struct span old)
{
	bool fresh;
	struct lead *lead = map_put_hinted(leads->table, event->lead, event->hint, &fresh);
	/* Equal hashes of 64 bits at the same time of the same lead are equal rows. */
	uint64_t hash = hash_key(row_bytes(event->row), leads->seed);

	if (fresh) {
		lead->place = place;
		checks_count(checks, CHECK_LEADS, place, event->lead);
		if (alike_seen_lead(leads->seen, event->lead))
			checks_count(checks, CHECK_ALIKE_LEADS, place, event->lead);
	} else {
		lead->several = true;
		if (event->time < lead->last)
			checks_count(checks, CHECK_OUT_OF_ORDER, place, event->lead);
		if (event->time == lead->last && hash == lead->hash)
			checks_count(checks, CHECK_REPEATED, place, event->lead);
	}
	lead->last = event->time;
	lead->hash = hash;
	if (event->stage == 0)
		return;
	if (lead->stage != 0)
		compare_stages(leads, checks, lead, event, place, old);
	if (leads->current)
		keep_latest(lead, event);
	lead->staged = event->time;
	lead->stage = event->stage;
}

void
leads_finish(const struct leads *leads, struct checks *checks)
{
	struct map_cursor cursor = { 0 };
	const struct lead *lead;

	while ((lead = map_next(leads->table, &cursor)) != NULL)
		if (!lead->several)
			checks_count(
			    checks, CHECK_SINGLE, lead->place, map_key(leads->table, lead));
}
