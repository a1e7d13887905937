/*
 * The stages of events by rules, for --score and --stages. Where leads stand is
 * remembered if rules or options need it.
 */
#ifndef LF_BYRULES_H
#define LF_BYRULES_H

#include "base/map.h"
#include "lead/events.h"

#include "movement.h"

struct byrules;

/*
 * Takes the rules over, and copies movement. state is the file of --state, or NULL;
 * a usage error if there is nothing to keep in it.
 */
struct byrules *byrules_new(
    struct rules *rules, const struct movement *movement, const char *state);
void byrules_free(struct byrules *byrules);
/* The names of columns, and the place of that of --old, or TSV_NONE. */
struct byrules_columns {
	const char *time, *score;
	size_t old;
};
/*
 * Finds the columns in tsv: that of the score, and those of the table's patterns,
 * where lists has the values of --list. table may be NULL for rules without patterns.
 */
void byrules_bind(struct byrules *byrules, const struct tsv *tsv,
    const struct byrules_columns *columns, const struct stages *table,
    const struct texts *lists);
/* The map of the leads, for events_ahead; NULL if none are remembered. */
const struct map *byrules_leads(const struct byrules *byrules);

/*
 * Sets *stage to the event's stage, and leaves it as it is if there is none. 0, or
 * -1 with the reason and the column at fault.
 */
int byrules_stage(struct byrules *byrules, const struct event *event, struct span *stage,
    const char **column, struct reason *why);
/*
 * The stage that the row's old value stands for: that of the last row of the table whose
 * pattern matches it and that asks for no score. Empty if there is none.
 */
struct span byrules_was(struct byrules *byrules, const struct row *row);
/* Reports events that may have been given to the run before as well. */
void byrules_report(const struct byrules *byrules);
/* Reports rows of the table with a pattern that no event fits. */
void byrules_report_patterns(const struct byrules *byrules);
/* Writes the state, if one is kept. */
void byrules_save(struct byrules *byrules);

#endif
