/*
 * Where each lead of a log stands: a table of all leads or, with --grouped, of the lead at
 * hand.
 */
#ifndef LF_LEADS_H
#define LF_LEADS_H

#include <stddef.h>
#include <stdint.h>

#include "base/map.h"

#include "visitcounts.h"

/*
 * What is kept of each lead in the table, as little as will do, since there may be millions:
 * each of these is more than the one before. The lead's name follows.
 */
enum leads_kept {
	LEADS_STAY, /* where it is, and since when: 22 bytes */
	LEADS_FIRST, /* and when it entered its first stage: 30 bytes */
	LEADS_PLACE, /* and a mark and a place: it can be there before it has a stage */
	LEADS_SLOT, /* and a slot */
};

struct __attribute__((packed, aligned(2))) lead {
	int64_t since; /* when it entered its present stage; times are microseconds */
	int64_t last; /* its latest staged event, as order_mark makes it */
	struct visitcounts visits;
	uint16_t stage; /* its present stage; 0: none yet */
	/* Only with LEADS_FIRST. */
	int64_t first;
	/* Only with LEADS_PLACE. */
	uint32_t mark; /* for the program */
	uint32_t place; /* in the order of first stages, from 1 on; 0: no stage yet */
	/* Only with LEADS_SLOT. */
	uint32_t slot; /* among the leadvalues */
};

struct leads;

/* An empty table. grouped: only the last lead is kept, and all of it. */
struct leads *leads_new(enum leads_kept kept, bool grouped);
void leads_free(struct leads *leads);
/* Makes room for that many leads; not with grouped. */
void leads_reserve(struct leads *leads, size_t count);

/* The table, for the hints that leads_find takes; NULL with grouped. */
const struct map *leads_map(const struct leads *leads);
/* The lead of that name; a zeroed one, and *fresh is true, if it is new. */
struct lead *leads_find(
    struct leads *leads, struct span name, const struct map_hint *hint, bool *fresh);

/* Whether that name begins a new group. This, and the next two, are for grouped leads. */
bool leads_begins_group(const struct leads *leads, struct span name);
/* Notes that a group begins. Returns true if one of the last thousands had that name. */
bool leads_note_group(struct leads *leads, struct span name);
/* Forgets the lead at hand, and begins with one of that name. */
void leads_begin_group(struct leads *leads, struct span name);

/* The lead enters its first stage. */
void leads_staged(struct leads *leads, struct lead *lead);
/* The same for a lead that did so in an earlier run, and had that place. */
void leads_put_place(struct leads *leads, struct lead *lead, uint32_t place);
/* NULL if every place is taken once; or the first lead whose place cannot be right. */
const struct lead *leads_misplaced(struct leads *leads);
/*
 * The leads with a stage, in the order in which they entered their first one: one a call,
 * then NULL. The cursor starts as { 0 }.
 */
struct leads_cursor {
	struct map_cursor cursor;
	size_t next;
};
const struct lead *leads_next(struct leads *leads, struct leads_cursor *cursor);
/* All leads, in the order in which they were first looked for; not with grouped. */
const struct lead *leads_next_known(const struct leads *leads, struct leads_cursor *cursor);
struct span leads_name(const struct leads *leads, const struct lead *lead);

/* How often the lead has entered the stage. */
uint64_t leads_visits(const struct leads *leads, const struct lead *lead, uint32_t stage);
/* Counts one more visit to the stage, and returns how many there are. */
uint64_t leads_visit(struct leads *leads, struct lead *lead, uint32_t stage);
void leads_set_visits(
    struct leads *leads, struct lead *lead, uint32_t stage, uint64_t count);
/* The stages that the lead has entered; see visitcounts_next. */
uint32_t leads_next_stage(
    const struct leads *leads, const struct lead *lead, uint32_t after);

#endif
