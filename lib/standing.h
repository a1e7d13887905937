/* Where a lead stands, and how an event moves it: the part of lf-stage that remembers. */
#ifndef LF_STANDING_H
#define LF_STANDING_H

#include "rules.h"

/* What the options make of the rules. */
struct policy {
	bool sum; /* scores are changes; a lead's score is their sum */
	bool ratchet; /* no way back */
	int128 slack; /* a lead falls when its score is that much below the cut */
	bool advance; /* step by step, and only by events that match the next step */
	bool allow_skip; /* or a further one */
};

/* A lead's. Zeroed for a new lead; a value in a map, which aligns to 8 bytes. */
struct standing {
	uint32_t stage; /* 1 + its place; 0: none yet */
	uint32_t step; /* 1 + the furthest step of the path reached; 0: none yet */
	unsigned char score[sizeof(int128)]; /* the sum so far */
	bool scored; /* there is one */
};

/* Whether the rules alone, without any policy, need to know where a lead stands. */
bool standing_needed(const struct rules *rules);

/* Adds a change to the lead's score; -1 with the reason where that does not fit. */
int standing_add(struct standing *lead, int128 change, struct reason *why);
/* The sum of the changes. */
int128 standing_score(const struct standing *lead);

/*
 * Moves the lead as the event says. Returns the place of the event's stage, or
 * STAGE_NONE. lead is NULL where there is no policy and standing_needed is false.
 */
size_t standing_move(struct standing *lead, const struct rules *rules,
    const struct policy *policy, const struct event *event);

#endif
