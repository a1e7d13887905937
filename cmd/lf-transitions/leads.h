/*
 * Where each lead of a log stands: a table of all leads, or, for input that is
 * grouped by lead, of the one at hand.
 */
#ifndef LF_LEADS_H
#define LF_LEADS_H

#include <stddef.h>
#include <stdint.h>

#include "base/map.h"

#include "visitcounts.h"

/*
 * What is kept of a lead, right before its key in the table: 30 bytes, since
 * there may be millions of them. The last three are there only if leads_new
 * was asked for them.
 */
struct __attribute__((packed, aligned(2))) lead {
	int64_t first; /* when it entered its first stage; times are microseconds */
	int64_t since; /* when it entered its present stage */
	int64_t last; /* its latest staged event, as order_mark makes it */
	struct visitcounts visits;
	uint16_t stage; /* the present one; 0: none yet */
	uint32_t mark; /* what the program knows it by */
	uint32_t place; /* in the order of first stages, from 1 on; 0: no stage yet */
	uint32_t slot; /* among the leadvalues */
};

struct leads;

/*
 * A table of leads. marked: they have a mark and a place, and are there before they have
 * a stage. slotted: they have a slot as well, and are marked. grouped: only the last one
 * asked for is kept.
 */
struct leads *leads_new(bool marked, bool slotted, bool grouped);
void leads_free(struct leads *leads);
/* Makes room for so many leads at once; not grouped. */
void leads_reserve(struct leads *leads, size_t count);

/* The table, whose hints leads_find takes; NULL if grouped. */
const struct map *leads_map(const struct leads *leads);
/* The lead of that name, a zeroed one, and *fresh, if it is new. */
struct lead *leads_find(
    struct leads *leads, struct span name, const struct map_hint *hint, bool *fresh);

/* Grouped: whether that name begins a new group. */
bool leads_begins_group(const struct leads *leads, struct span name);
/* Grouped: notes that a group begins; whether its name had one before, of the last thousands. */
bool leads_note_group(struct leads *leads, struct span name);
/* Grouped: forgets the lead at hand for one of that name. */
void leads_begin_group(struct leads *leads, struct span name);

/* A lead has entered its first stage. */
void leads_staged(struct leads *leads, struct lead *lead);
/*
 * For leads that were staged in an earlier run: in leads_staged's stead, the
 * place that the lead had; then, when all are there, whether every place is
 * taken once. If not, the first lead in the table whose place is none.
 */
void leads_put_place(struct leads *leads, struct lead *lead, uint32_t place);
const struct lead *leads_misplaced(struct leads *leads);
/*
 * The leads with a stage, in the order in which they entered their first, one
 * a call, then NULL. The cursor starts as { 0 }.
 */
struct leads_cursor {
	struct map_cursor cursor;
	size_t next;
};
const struct lead *leads_next(struct leads *leads, struct leads_cursor *cursor);
/* The same for all leads, in the order in which they were first asked for; not grouped. */
const struct lead *leads_next_known(
    const struct leads *leads, struct leads_cursor *cursor);
struct span leads_name(const struct leads *leads, const struct lead *lead);

/* How often the lead has entered a stage, and that once more. */
uint64_t leads_visits(const struct leads *leads, const struct lead *lead, uint32_t stage);
uint64_t leads_visit(struct leads *leads, struct lead *lead, uint32_t stage);
void leads_set_visits(
    struct leads *leads, struct lead *lead, uint32_t stage, uint64_t count);
/* The stages that the lead has entered; see visitcounts_next. */
uint32_t leads_next_stage(
    const struct leads *leads, const struct lead *lead, uint32_t behind);

#endif
