#include <string.h>

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
	if (step > journey->furthest)
		journey->furthest = step;
	/* Only the next step moves a lead on: each is looked for on later rows. */
	if (step == journey->reached)
		journey->times[journey->reached++] = time;
	return 0;
}

/* Amounts are copied: after the times they may not be aligned. */
void
journey_keep(struct journey *journey, int steps, int step, int128 amount)
{
	char *amounts = (char *)&journey->times[steps];

	memcpy(amounts + (size_t)step * sizeof(amount), &amount, sizeof(amount));
}

int128
journey_amount(const struct journey *journey, int steps, int step)
{
	const char *amounts = (const char *)&journey->times[steps];
	int128 amount;

	memcpy(&amount, amounts + (size_t)step * sizeof(amount), sizeof(amount));
	return amount;
}
