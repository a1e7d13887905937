/* --backtest: how well past periods would have been forecast. */
#ifndef LF_BACKTEST_H
#define LF_BACKTEST_H

#include "replay.h"

/* Of a stage. */
struct score {
	uint64_t origins, tested, inside; /* tested: those with an interval */
	double error, naive; /* sums of absolute errors */
};

/*
 * Forecasts each of the last `count` complete periods from the moves before it.
 * Writes a score for each stage, counted from 1, and returns how many there were.
 */
size_t backtest_run(const struct history *history, struct stays stays,
    const struct horizon *horizon, const struct rules *rules, size_t count, size_t runs,
    uint64_t seed, struct score *scores);

#endif
