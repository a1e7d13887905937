/*
 * The counts of each driver, in each group and stage. A driver is an event or a campaign
 * that touches leads.
 */
#ifndef LF_ATTRIBUTION_H
#define LF_ATTRIBUTION_H

#include <stdint.h>

#include "base/map.h"
#include "base/names.h"
#include "lead/stages.h"
#include "report/wilson.h"

#include "pace.h"
#include "touches.h"

enum direction { IN, OUT, DIRECTIONS };

/* Of a driver; that of driver 0 has all moves and, in both directions, all visits. */
struct credit {
	uint64_t moves[DIRECTIONS]; /* credited to it */
	uint64_t visits[DIRECTIONS]; /* that it brought a lead into; that it touched */
	uint64_t forward[DIRECTIONS]; /* how many of these visits went forward */
	struct pace_touched touched[DIRECTIONS]; /* these visits, of a driver */
	struct durations *all; /* all visits, of driver 0 */
};

struct attribution;

struct attribution *attribution_new(void);
void attribution_free(struct attribution *attribution);
/* That driver's credit, a zeroed one if it is new. It never moves. */
struct credit *attribution_of(
    struct attribution *attribution, uint32_t group, uint32_t stage, uint32_t driver);

/* The place of a credit. */
struct credit_key {
	uint32_t group, stage, driver;
};

/* The next credit, in order of first appearance; NULL at the end. */
struct credit *attribution_next(const struct attribution *attribution,
    struct map_cursor *cursor, struct credit_key *key);

/* A visit, ended or still open. */
struct visit {
	uint32_t group, stage;
	int64_t since, end;
	bool forward; /* its end is a move forward */
};

/*
 * Counts a visit for all, for the drivers that brought the lead, and for those that
 * touched it since; if paced, for pace_of, too.
 */
void attribution_count(struct attribution *attribution, const struct visit *visit,
    const struct touches *by, bool paced);

/* A row of the report. */
struct attribution_line {
	struct span group, stage, driver;
	size_t place; /* of the stage in the table, or STAGE_NONE */
	enum direction direction;
	const struct credit *credit;
	const struct credit *all; /* that of driver 0 */
};

/*
 * The drivers with at least min moves, by group, stage and direction, then those with the
 * most moves first; to be freed. If min is 0, drivers with visits but no moves are among
 * them. names are of stages; stages may be NULL.
 */
struct attribution_line *attribution_lines(const struct attribution *attribution,
    const struct names *groups, const struct names *names, const struct names *drivers,
    const struct stages *stages, uint64_t min, size_t *count);

/*
 * The 95 % interval of the lift: the chance to go forward of the driver's visits, over
 * that of all visits. The driver's visits and the others are independent, so the ratio of
 * their chances has the interval of Donner and Zou (Stat. Methods Med. Res. 21, 2012,
 * 347-359), made from Wilson's two; it is wide for few visits, even if all of them went
 * forward. The lift rises with that ratio. NAN if all visits are the driver's, or none
 * went forward.
 */
struct interval attribution_interval(
    const struct credit *part, const struct credit *all, enum direction direction);

#endif
