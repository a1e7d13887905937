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
	bool *stage; /* by number; 0 is none */
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

/*
 * Says on standard error, for an option that names this stage, if no lead has entered
 * it, and what stages there are. Where no stage was entered, it says nothing.
 */
void entered_check(const struct entered *entered, const struct names *names,
    const char *option, uint32_t stage);
/* The same for stages that were entered, and the table from path lacks. */
void entered_check_table(const struct entered *entered, const struct names *names,
    const struct stages *table, const char *path);

#endif
