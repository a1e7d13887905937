/*
 * The order of time of a lead's events, in a run with --state as well: an event that is
 * older than the lead's last one in the state came late, and sorting does not help.
 */
#ifndef LF_ORDER_H
#define LF_ORDER_H

#include <stdint.h>

#include "base/diag.h"

/* It starts as { 0 }. */
struct order {
	uint64_t again; /* events with the very time of their lead's last in the state */
};

/*
 * A lead's latest time as it is kept, in one number: twice the time, and 1 more if it is
 * from the state.
 */
static inline int64_t
order_mark(int64_t time, bool from_state)
{
	return time * 2 + from_state;
}

static inline int64_t
order_time(int64_t mark)
{
	return mark >> 1;
}

/* For order_take, if the event is not later. */
int order_look(struct order *order, int64_t time, int64_t last, struct reason *why);

/*
 * Takes an event of a lead whose latest time is kept as *last. 0, or -1 with the reason if
 * the event is older.
 */
static inline int
order_take(struct order *order, int64_t time, int64_t *last, struct reason *why)
{
	int64_t mark = order_mark(time, false);

	if (mark < *last)
		return order_look(order, time, *last, why);
	*last = mark;
	return 0;
}

/* Says how many events may have been given to the run before as well, if there are any. */
void order_report(const struct order *order, const char *state);

#endif
