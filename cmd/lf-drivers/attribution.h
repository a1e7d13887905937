/*
 * What is counted of each driver, an event or a campaign that touches leads,
 * in each group and stage: the moves it is credited with, the visits it is
 * part of, and how many of these went forward.
 */
#ifndef LF_ATTRIBUTION_H
#define LF_ATTRIBUTION_H

#include <stdint.h>

#include "base/names.h"
#include "lead/stages.h"
#include "report/wilson.h"

enum direction { IN, OUT, DIRECTIONS };

/*
 * Of driver 0 it is all moves and visits. For IN, the visits are those that
 * the driver brought a lead into, for OUT those that it touched; of driver 0,
 * they are all visits both times.
 */
struct credit {
	uint64_t moves[DIRECTIONS];
	uint64_t visits[DIRECTIONS];
	uint64_t forward[DIRECTIONS]; /* of these visits */
};

struct attribution;

struct attribution *attribution_new(void);
void attribution_free(struct attribution *credits);
/* That driver's; where it is new, a zeroed one. It never moves. */
struct credit *attribution_of(
    struct attribution *credits, uint32_t group, uint32_t stage, uint32_t driver);

/* A row of the report. */
struct credit_line {
	struct span group, stage, driver;
	size_t place; /* of the stage in the table, or STAGE_NONE */
	enum direction direction;
	const struct credit *credit;
	const struct credit *all; /* of the same group and stage */
};

/*
 * The drivers with at least min moves, by group, stage and direction, those
 * with the most moves first; to be freed. Where min is 0, those that are part
 * of visits alone are among them. stages may be NULL.
 */
struct credit_line *attribution_lines(const struct attribution *credits, const struct names *groups,
    const struct names *names, const struct names *drivers, const struct stages *stages,
    uint64_t min, size_t *count);

/*
 * The 95 % interval of the lift: of the driver's visits' chance to go forward
 * over that of all visits. Touched visits and the others are independent of
 * each other, so the ratio of their chances has the interval of Donner and Zou
 * (Stat. Methods Med. Res. 21, 2012, 347-359) from Wilson's two, which is wide
 * for few visits even if all of them went forward; the lift rises with that
 * ratio. NAN where all visits are touched, or none went forward.
 */
struct interval credit_interval(
    const struct credit *part, const struct credit *all, enum direction direction);

#endif
