/* lf-flow --sum: with which amount each lead is in its stage. */
#ifndef LF_SUMS_H
#define LF_SUMS_H

#include "base/map.h"
#include "lead/moves.h"
#include "report/amounts.h"
#include "report/report.h"

#include "cell.h"

struct sums {
	struct map *stays; /* by lead; NULL without --sum */
	struct amounts amounts;
};

/* Starts to keep leads, and has moves fetch what is known of theirs. */
void sums_begin(struct sums *sums, const struct report *report);
void sums_free(struct sums *sums);

/*
 * Takes a move. left is set to the amount with which the lead entered the stage that it
 * leaves. 0, or -1 and the reason if the lead is not in that stage.
 */
int sums_take(struct sums *sums, const struct move *move, const struct names *names,
    int128 *left, struct reason *why);

/* Takes an open visit; false if the lead has one already. */
bool sums_take_open(struct sums *sums, const struct move *move);

/* Writes the columns of a cell, a TAB before each; opening is what was there before it. */
void sums_put(
    const struct sums *sums, struct out *out, int128 opening, const struct cell *cell);
/* Makes the opening sum of a cell its closing sum. */
void sums_close(int128 *opening, const struct cell *cell);

#endif
