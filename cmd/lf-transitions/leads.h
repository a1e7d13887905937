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
 * 30 bytes, since there may be millions of leads; in the table, the lead's name follows.
 * The last three members are there only if leads_new was asked for them.
 */
struct __attribute__((packed, aligned(2))) lead {
	int64_t first; /* when it entered its first stage; times are microseconds */
	int64_t since; /* when it entered its present stage */
	int64_t last; /* its latest staged event, as order_mark makes it */
	struct visitcounts visits;
	uint16_t stage; /* its present stage; 0: none yet */
	uint32_t mark; /* for the program */
	uint32_t place; /* in the order of first stages, from 1 on; 0: no stage yet */
	uint32_t slot; /* among the leadvalues */
};

struct leads;

/*
 * An empty table. marked: the leads have a mark and a place, and can be there before they
 * have a stage. slotted: they have a slot as well; then they must be marked. grouped: only
 * the last lead is kept.
 */
struct leads *leads_new(bool marked, bool slotted, bool grouped);
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
