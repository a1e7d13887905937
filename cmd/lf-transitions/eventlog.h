/*
 * The events of a staged log, in order. Rows are understood in groups, ahead of
 * the one at hand, so that leads are fetched from memory, several at a time, while
 * others are worked on.
 */
#ifndef LF_EVENTLOG_H
#define LF_EVENTLOG_H

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

struct eventlog;

/*
 * Reads the columns that common names; exits with STATUS_USAGE if one is missing.
 * Stages get numbers in names, and leads are those that the events' will be looked
 * for among. All four are in use until eventlog_free.
 */
struct eventlog *eventlog_open(struct tsv *tsv, const struct common *common,
    struct names *names, struct leads *leads);
void eventlog_free(struct eventlog *log);

/*
 * The next events, a dozen or so, which are gone when the next ones are asked
 * for; how many there are, 0 at the end. Those that are not good are for
 * eventlog_reject.
 */
size_t eventlog_next(struct eventlog *log, const struct logged **events);
/* Says why the row is no event: it is a bad row (see tsv_bad). */
void eventlog_reject(const struct eventlog *log, const struct logged *event);

#endif
