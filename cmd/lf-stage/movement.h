/*
 * How leads move from stage to stage: by the rules, and by the options that restrict
 * them. It depends on where a lead stands, which is kept for each lead.
 */
#ifndef LF_MOVEMENT_H
#define LF_MOVEMENT_H

#include "tsv/options.h"

#include "rules.h"

/* The options. */
struct movement {
	bool sum; /* scores are changes; a lead's score is their sum */
	bool ratchet; /* no way back */
	const char *hysteresis; /* the option's text, or NULL */
	int128 slack; /* its value: how far below its cut a lead falls */
	bool advance; /* one step at a time, and only on events that match the next one */
	bool allow_skip; /* or a later one */
};

/* The sum of a lead's changes. */
struct total {
	unsigned char score[sizeof(int128)];
	bool scored; /* there was a change */
};

/* Where a lead stands. A new lead's is zeroed. */
struct standing {
	uint32_t stage; /* 1 + its place; 0: none yet */
	uint32_t step; /* 1 + the furthest step of the path reached; 0: none yet */
	struct total total; /* last, since it is there under --sum alone */
};

/* The table of the options, for an OPT_TABLE entry; their values go to movement. */
void movement_table(struct movement *movement, struct opt table[6]);
/* Checks the options; usage errors exit. */
void movement_setup(struct movement *movement);
/* Whether one of the options is given. */
bool movement_restricts(const struct movement *movement);
/* Whether an event's stage depends on where its lead stands. */
bool movement_needs_leads(const struct movement *movement, const struct rules *rules);

/* Adds a change to the lead's score; -1 with the reason if the sum does not fit. */
int movement_add(struct standing *lead, int128 change, struct reason *why);
/* The sum of the lead's changes; false if there were none. */
bool movement_score(const struct standing *lead, int128 *score);

/*
 * Moves the lead as the event says. Returns the place of the event's stage, or
 * STAGE_NONE. lead is NULL if movement_needs_leads is false.
 */
size_t movement_stage(const struct movement *movement, const struct rules *rules,
    struct standing *lead, const struct rules_event *event);

#endif
