#include "time/instant.h"

#include "journey.h"

int
journey_take(struct journey *journey, int64_t time, int step, bool end, struct reason *why)
{
	if (journey->begun && instant_order(time, journey->last, why) != 0)
		return -1;
	journey->begun = true;
	journey->last = time;
	journey->gone = end;
	/* Only the next step moves a lead on: each is looked for on later rows. */
	if (step == journey->reached)
		journey->times[journey->reached++] = time;
	else if (step > 0 && journey->reached == 0)
		journey->later = true;
	return 0;
}
