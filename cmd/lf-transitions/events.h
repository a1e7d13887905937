/*
 * The events of a staged log, in order. Rows are understood in groups, ahead of
 * the one at hand, so that leads are fetched from memory, several at a time, while
 * others are worked on.
 */
#ifndef LF_EVENTS_H
#define LF_EVENTS_H

#include <stdint.h>

#include "base/names.h"
#include "tsv/tsv.h"

#include "leads.h"

struct logged {
	const struct row *row;
	struct span lead; /* never empty in a good one */
	int64_t time; /* microseconds */
	const char *text; /* of the time, see instant_spelled */
	const struct map_hint *hint; /* of the lead, for leads_find */
	uint32_t stage; /* by its number, up to UINT16_MAX; 0: none */
	bool good; /* if not, only row and lead mean something */
};

struct events;

/*
 * Reads the columns that common names; exits with STATUS_USAGE if one is missing.
 * Stages get numbers in names, and leads are those that the events' will be looked
 * for among. All four are in use until events_free.
 */
struct events *events_open(struct tsv *tsv, const struct common *common,
    struct names *names, struct leads *leads);
void events_free(struct events *log);

/*
 * The next events, a dozen or so, which are gone when the next ones are asked
 * for; how many there are, 0 at the end. Those that are not good are for
 * events_reject.
 */
size_t events_next(struct events *log, const struct logged **events);
/* Says why the row is no event: it is a bad row (see tsv_bad). */
void events_reject(const struct events *log, const struct logged *event);

#endif
