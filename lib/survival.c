#include <math.h>

#include "survival.h"

/* The 97.5 % point of the normal distribution. */
static const double NORMAL_975 = 1.959963984540054;
/* A product of fractions may miss the half that it is. */
static const double HALF = 0.5 + 1e-9;
static const double LOG_HALF = -0.6931471785599453;

/* S(t) and what goes with it, from one completion to the next. */
struct curve {
	double at_risk;
	double survival;
	double variance; /* Greenwood's, of log S(t) */
};

/* So many of the visits end here. */
static void
fall(struct curve *curve, double ended)
{
	double staying = curve->at_risk - ended;

	curve->survival *= staying / curve->at_risk;
	curve->variance += ended / (curve->at_risk * staying);
}

/* Whether a bound of S(t) is a half or less: the lower one for sign 1, the upper for -1. */
static bool
bound_reached(const struct curve *curve, double sign)
{
	double log_survival = log(curve->survival);
	double width = NORMAL_975 * sqrt(curve->variance) / -log_survival;

	return log_survival * exp(sign * width) <= LOG_HALF;
}

/* Notes t where a bound is a half or less for the first time. */
static void
note_bounds(struct survival *survival, const struct curve *curve, int64_t usec)
{
	if (survival->lower == SURVIVAL_NONE && bound_reached(curve, 1))
		survival->lower = usec;
	/* The upper bound gets there after the curve: most of its roots are spared. */
	if (survival->median != SURVIVAL_NONE && survival->upper == SURVIVAL_NONE &&
	    bound_reached(curve, -1))
		survival->upper = usec;
}

struct survival
survival_estimate(const struct durations *set)
{
	struct survival result = { 0, SURVIVAL_NONE, SURVIVAL_NONE, SURVIVAL_NONE };
	struct curve curve = { 0, 1, 0 };
	int64_t before = 0;

	for (size_t i = 0; i < set->count; i++)
		curve.at_risk += (double)set->tallies[i].count;
	for (size_t i = 0; i < set->count; i++) {
		const struct tally *tally = &set->tallies[i];
		int64_t usec = tally_usec(tally);
		double count = (double)tally->count;

		result.mean += curve.survival * (double)(usec - before);
		before = usec;
		if (!tally_open(tally)) {
			fall(&curve, count);
			if (result.median == SURVIVAL_NONE && curve.survival <= HALF)
				result.median = usec;
			if (curve.survival > 0)
				note_bounds(&result, &curve, usec);
		}
		curve.at_risk -= count;
	}
	return result;
}
