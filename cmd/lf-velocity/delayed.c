#include "delayed.h"
#include "streams.h"

/*
 * Takes the visits that end at one time; false if they are all at risk, and some wait, or if
 * they are more than are at risk, as a forged state may say.
 */
static bool
take_ends(struct survival *survival, struct tally *ends, int64_t waiting)
{
	if (ends->count == 0)
		return true;
	if ((int64_t)ends->count > survival->curve.at_risk ||
	    (waiting > 0 && (int64_t)ends->count == survival->curve.at_risk))
		return false;
	survival_take(survival, ends, 1);
	ends->count = 0;
	return true;
}

bool
delayed_survival(struct survival *survival, struct cell *cell)
{
	int64_t waiting = (int64_t)cell->joined->open;
	struct tally ends = { 0 };
	struct streams streams;
	struct tally tally;
	bool known = true;
	size_t stream;

	streams_begin(&streams, 2);
	/* The first of them, so that at the same age visits join before open ones leave. */
	streams_add(&streams, cell->joined);
	streams_add(&streams, &cell->visits);
	while (known && streams_next(&streams, &tally, &stream)) {
		if (tally.mark != ends.mark)
			known = take_ends(survival, &ends, waiting);
		ends.mark = tally.mark;
		if (!known)
			break;
		if (tally_completed(&tally) > 0) {
			ends.count += tally.count;
		} else if (stream == 0) {
			survival_join(survival, (int64_t)tally.count);
			waiting -= (int64_t)tally.count;
		} else {
			survival_take(survival, &tally, 1);
		}
	}
	known = known && take_ends(survival, &ends, waiting);
	streams_end(&streams);
	return known;
}
