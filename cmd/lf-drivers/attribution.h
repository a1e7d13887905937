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
	uint64_t place; /* in the order in which they were first counted, from 1 on; 0: not yet */
	uint64_t moves[DIRECTIONS]; /* credited to it */
	uint64_t visits[DIRECTIONS]; /* that it brought a lead into; that it touched */
	uint64_t forward[DIRECTIONS]; /* how many of these visits went forward */
	struct pace_touched touched[DIRECTIONS]; /* these visits, of a driver */
	struct durations *all; /* all visits, of driver 0 */
};

struct attribution;

struct attribution *attribution_new(void);
void attribution_free(struct attribution *attribution);
/* That driver's credit, which counts from now on. It never moves. */
struct credit *attribution_of(
    struct attribution *attribution, uint32_t group, uint32_t stage, uint32_t driver);

/* The place of a credit. */
struct credit_key {
	uint32_t group, stage, driver;
};

/* All credits, in the order in which they were first counted; to be freed. */
struct credit **attribution_credits(const struct attribution *attribution, size_t *count);
struct credit_key attribution_key(
    const struct attribution *attribution, const struct credit *credit);

/* What all drivers have of that group and stage; NULL: nothing. */
const struct credit *attribution_all(
    const struct attribution *attribution, const struct credit_key *key);

/* A visit, ended or still open. */
struct visit {
	uint32_t group, stage;
	int64_t since, end;
	bool forward; /* its end is a move forward */
};

/*
 * For pace_of: at that age of the lead's visit, the touches of the present instant are the
 * first of their drivers, and the visit goes on. So no lead needs to keep their times.
 */
void attribution_touched(struct attribution *attribution, uint32_t group, uint32_t stage,
    const struct touches *by, int64_t age);
/*
 * Counts a visit for all, for the drivers that brought the lead, and for those that
 * touched it since; if paced, for pace_of, too. Then the touches of the present instant
 * come at the very end of the visit: too late.
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
