/*
 * Old values, for --old. An export of changes has a lead's first stage only as the old
 * value of its first change: here it becomes an event. Later ones are compared with the
 * stage that the lead is in: a log that is out of order, or has gaps, shows itself.
 */
#ifndef LF_OLD_H
#define LF_OLD_H

#include "base/map.h"
#include "lead/events.h"

#include "output.h"

struct old;

/* Columns by their places; born may be TSV_NONE. */
struct old_columns {
	size_t time, field, old, born;
	const char *time_name, *born_name;
	const char *table; /* the stage table if its patterns alone give stages, or NULL */
	bool hinted; /* events have hints for this map of leads */
};

/* state is the file of --state, or NULL. */
struct old *old_new(const char *state);
void old_free(struct old *old);
void old_bind(struct old *old, const struct tsv *tsv, const struct output *output,
    const struct old_columns *columns);
/* The map of the leads, for events_ahead. */
const struct map *old_leads(const struct old *old);

/*
 * Takes an event before its row is written. chosen says whether it may get a stage; stage
 * is what it gets, was the stage that its old value stands for; either may be empty.
 * Before a lead's first event with a stage, writes one with the old stage. 0, or -1 with
 * the reason and the column at fault.
 */
int old_take(struct old *old, const struct event *event, bool chosen, struct span stage,
    struct span was, const char **column, struct reason *why);
/*
 * Reports first stages without a time before the change, old values that are not the
 * lead's stage, values that the table has no row for, and leads without any stage.
 */
void old_report(const struct old *old);
/* Writes the state, if one is kept. */
void old_save(struct old *old);

#endif
