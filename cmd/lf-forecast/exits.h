/*
 * What has been seen of visits within a window of days: for each stage and age in
 * whole days, how many leads were there, and how many left, by the stage they went
 * to. A visit that begins on day a and ends on day b ends at the age of b - a.
 */
#ifndef LF_EXITS_H
#define LF_EXITS_H

#include "history.h"

/* The ways out of a stage: the stages that leads have gone to, in order. */
struct ways {
	uint32_t *to;
	size_t count;
	/*
	 * The day from which exits are known: many logs begin to record exits later
	 * than entries, and what was open before would look as if it never left.
	 */
	int64_t first;
};

struct window {
	struct days days;
	/*
	 * Of each stage: by age, how much that number differs from that of the age
	 * before; and the exits by age and way.
	 */
	int32_t **seen, **left;
};

/* The last few periods, more of them, and all that was seen. */
enum { WINDOW_SHORT, WINDOW_LONG, WINDOW_ALL, WINDOWS };

struct exits {
	const struct history *history;
	struct stays stays;
	size_t ages; /* visits get no older: 0 to ages - 1 */
	struct ways *ways; /* of each stage */
	uint32_t *way; /* of each stage and stage gone to: the place in ways + 1, or 0 */
	struct window windows[WINDOWS];
};

void exits_init(struct exits *exits, const struct history *history, struct stays stays);
void exits_free(struct exits *exits);

/* Moves a window to these days. Both of its ends may only move forward. */
void exits_see(struct exits *exits, size_t window, struct days days);

#endif
