/*
 * What repeats by a period's place (see horizon.h): where more comes than a method
 * expects in the last month of quarters, it expects more there.
 */
#ifndef LF_SEASON_H
#define LF_SEASON_H

#include "replay.h"

/*
 * Multiplies what each method expected at each origin by what it fell short of in the
 * places before, as far as `memory` origins back. An origin learns from those before it.
 */
void season_correct(struct replay *replay, const struct horizon *horizon, size_t memory);

#endif
