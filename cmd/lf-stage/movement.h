/* Where a lead stands, and how an event moves it by the rules and a policy. */
#ifndef LF_MOVEMENT_H
#define LF_MOVEMENT_H

#include "policy.h"
#include "rules.h"

/* The sum of a lead's changes. */
struct total {
	unsigned char score[sizeof(int128)];
	bool scored; /* there was one */
};

/* A lead's. Zeroed for a new lead. */
struct standing {
	uint32_t stage; /* 1 + its place; 0: none yet */
	uint32_t step; /* 1 + the furthest step of the path reached; 0: none yet */
	struct total total; /* the last member: it is there under --sum alone */
};

/* Whether the rules and the policy need to know where a lead stands. */
bool standing_needed(const struct rules *rules, const struct policy *policy);

/* Adds a change to the lead's score; -1 with the reason where that does not fit. */
int standing_add(struct standing *lead, int128 change, struct reason *why);
/* The sum of the changes; false if there were none. */
bool standing_score(const struct standing *lead, int128 *score);

/*
 * Moves the lead as the event says. Returns the place of the event's stage, or
 * STAGE_NONE. lead is NULL where standing_needed is false.
 */
size_t standing_move(struct standing *lead, const struct rules *rules,
    const struct policy *policy, const struct rules_event *event);

#endif
