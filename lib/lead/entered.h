/*
 * Which stages leads have entered; and the stages that an option or a table names, but
 * nobody has entered, or the reverse: a name that is misspelt gives an empty report.
 */
#ifndef LF_ENTERED_H
#define LF_ENTERED_H

#include <stdint.h>

#include "base/names.h"
#include "lead/stages.h"

/* It starts as { 0 }. */
struct entered {
	bool *stage; /* by number; 0: there is an open visit */
	bool *named; /* by an option, see entered_check */
	size_t room;
};

/* For entered_mark, if there is too little room. */
void entered_grow(struct entered *entered, uint32_t stage);
void entered_free(struct entered *entered);

static inline void
entered_mark(struct entered *entered, uint32_t stage)
{
	if (stage >= entered->room)
		entered_grow(entered, stage);
	entered->stage[stage] = true;
}

/* Whether a lead has entered the stage. */
bool entered_is(const struct entered *entered, uint32_t stage);
/* Whether there are moves, but none is an open visit. */
static inline bool
entered_lacks_open(const struct entered *entered)
{
	return entered->room > 0 && !entered->stage[0];
}
/*
 * Says on standard error if no lead has entered this stage, which the option names, and
 * what stages there are. If no stage was entered, it says nothing.
 */
void entered_check(
    struct entered *entered, const struct names *names, const char *option, uint32_t stage);
/*
 * Says, once all stages of options were checked, which of them were entered in another
 * spelling as well, that no option names.
 */
void entered_check_spelling(const struct entered *entered, const struct names *names);
/* Says which stages were entered, but are not in the table; it may be NULL. */
void entered_check_table(const struct entered *entered, const struct names *names,
    const struct stages *table);

#endif
