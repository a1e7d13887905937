/*
 * Events, the relation that comes before moves: what happened to a lead, and when. Its
 * columns are in leadflow-tsv(5).
 */
#ifndef LF_EVENTS_H
#define LF_EVENTS_H

#include <stdint.h>

#include "base/map.h"
#include "base/names.h"
#include "tsv/tsv.h"

struct event {
	const struct row *row;
	struct span lead; /* never empty */
	const struct map_hint *hint; /* after events_ahead */
	int64_t time; /* microseconds since 1970-01-01T00:00:00Z */
	uint32_t stage; /* by number, 0 for none */
};

struct events;

/*
 * Events from the rows of tsv. Their stages get numbers in stages; if that is NULL, they
 * are not read, and need no column. Exits with STATUS_USAGE if a column is missing.
 */
struct events *events_open(
    struct tsv *tsv, const struct common *common, struct names *stages);
void events_close(struct events *events);
/*
 * Fetches what the map knows of the leads of events to come; an event's hint is for
 * map_put_hinted. leads may be NULL: then there are no hints.
 */
void events_ahead(struct events *events, const struct map *leads);
/*
 * The next few events, whose leads have been fetched: sets *event to the first, and
 * returns how many there are; 0 at the end. They are valid until the next call. Rows that
 * are no events go to tsv_bad.
 */
size_t events_next(struct events *events, const struct event **event);

#endif
