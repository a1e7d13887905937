/* Where a lead is, which --members and --sum follow: a move must leave that stage. */
#ifndef LF_STAY_H
#define LF_STAY_H

#include "base/diag.h"
#include "lead/moves.h"

/* 0, or -1 and the reason if the move leaves another stage; 0 is none. */
static inline int
stay_check(uint32_t stage, const struct move *move, const struct names *names,
    struct reason *why)
{
	char quoted[QUOTED_MAX];

	if (stage == move->from)
		return 0;
	if (move->from == 0)
		return fail(why, "is empty, but the lead is in stage %s",
		    quote(quoted, names_text(names, stage)));
	return fail(why, "the lead is not in stage %s",
	    quote(quoted, names_text(names, move->from)));
}

#endif
