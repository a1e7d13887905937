#include <math.h>

#include "survival.h"

/* The 97.5 % point of the normal distribution. */
static const double NORMAL_975 = 1.959963984540054;
/* A product of fractions that is a half may be rounded to a little more. */
static const double HALF = 0.5 + 1e-9;
static const double LOG_HALF = -0.6931471785599453;
/* Above LOG_HALF by more than all rounding errors on the way there. */
static const double SHORT_OF_HALF = -0.69314717;
static const double STRIDE_MIN = 1e-12;
/* The exact mean must not be larger, so that it can be divided by a unit and rounded. */
#define AREA_MAX (DECIMAL_ONE * 1000000000000000)
#define WHOLE_MAX (DECIMAL_ONE * 100000000)

void
survival_begin(struct survival *survival, const struct durations *set)
{
	struct bound bound = { .usec = SURVIVAL_NONE, .sign = 1, .survival = 2, .stride = 1 };

	*survival = (struct survival){ .exact = { 0, 1, 1 },
		.median = SURVIVAL_NONE,
		.lower = bound,
		.upper = bound,
		.at_risk = (int64_t)(set->completed + set->open),
		.curve = 1 };
	survival->upper.sign = -1;
}

/* The logarithm of a bound of S(t), whose logarithm has that variance. */
static double
log_bound(double sign, double survival, double variance)
{
	double log_survival = log(survival);
	double width = NORMAL_975 * sqrt(variance) / -log_survival;

	return log_survival * exp(sign * width);
}

/*
 * Finds how far S(t) may fall and its variance grow before the bound can be a half.
 * Up to there no bound is computed: of a large set, all but some dozens.
 *
 * With L = -log S(t) and w = 1.96 sqrt(variance), the lower bound is reached where
 * L exp(w/L) is log 2 or more, the upper one where L exp(-w/L) is. The first grows
 * with the variance; for a fixed variance it falls up to L = w and rises from
 * there, so that between two values of L it is never greater than at both. The
 * second falls with the variance and rises with L. S(t) only falls and the variance
 * only grows, rounding included.
 */
static void
look_ahead(struct bound *bound, double survival, double variance)
{
	double low = survival - bound->stride * (1 - survival);
	double high = variance + bound->stride * variance;
	double worst = bound->sign > 0 ? high : variance;

	if (log_bound(bound->sign, survival, worst) > SHORT_OF_HALF &&
	    log_bound(bound->sign, low, worst) > SHORT_OF_HALF) {
		bound->survival = low;
		bound->variance = high;
		bound->stride *= 2;
	} else if (bound->stride > STRIDE_MIN) {
		bound->stride /= 4;
	}
}

/* Sets the bound to t if the bound of S(t), curve, is a half or less for the first time. */
static void
note_bound(struct bound *bound, double curve, double variance, int64_t usec)
{
	if (bound->usec != SURVIVAL_NONE ||
	    (curve >= bound->survival && variance <= bound->variance))
		return;
	if (log_bound(bound->sign, curve, variance) <= LOG_HALF)
		bound->usec = usec;
	else
		look_ahead(bound, curve, variance);
}

static int128
common_divisor(int128 a, int128 b)
{
	while (b != 0) {
		int128 rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

/* The curve stays for that long, and then falls to staying/at_risk of what it was. */
static void
fall_exactly(struct exact *exact, int64_t usec, int64_t at_risk, int64_t staying)
{
	int128 divisor = at_risk;
	int128 factor, added;

	/* There is nothing to divide by before the first open visit, or if none ends here. */
	if (exact->curve != at_risk && staying != at_risk)
		divisor = common_divisor(exact->curve, at_risk);
	factor = at_risk / divisor;
	if (__builtin_mul_overflow(exact->curve, usec, &added) ||
	    __builtin_add_overflow(exact->area, added, &exact->area) ||
	    __builtin_mul_overflow(exact->area, factor, &exact->area) ||
	    __builtin_mul_overflow(exact->whole, factor, &exact->whole) ||
	    exact->area > AREA_MAX || exact->whole > WHOLE_MAX)
		exact->whole = 0;
	else if (staying != at_risk)
		exact->curve = exact->curve / divisor * staying;
}

/* Some of the visits, or none, end here. */
static void
fall(struct survival *survival, int64_t ended, int64_t usec)
{
	double at_risk = (double)survival->at_risk;
	double staying = (double)(survival->at_risk - ended);
	double curve = survival->curve * (staying / at_risk);
	double variance;

	survival->curve = curve;
	/* Only the bounds need the variance, and the upper one is reached last. */
	if (survival->upper.usec != SURVIVAL_NONE)
		return;
	variance = survival->variance + (double)ended / (at_risk * staying);
	survival->variance = variance;
	if (survival->median == SURVIVAL_NONE && curve <= HALF)
		survival->median = usec;
	if (curve <= 0 || curve >= 1)
		return;
	note_bound(&survival->lower, curve, variance, usec);
	/* The upper bound is never reached before the curve itself. */
	if (survival->median != SURVIVAL_NONE)
		note_bound(&survival->upper, curve, variance, usec);
}

void
survival_take(struct survival *survival, const struct tally *batch, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		int64_t usec = tally_usec(&batch[i]);

		int64_t ended = (int64_t)tally_completed(&batch[i]);

		survival->mean += survival->curve * (double)(usec - survival->usec);
		if (survival->exact.whole > 0)
			fall_exactly(&survival->exact, usec - survival->usec,
			    survival->at_risk, survival->at_risk - ended);
		survival->usec = usec;
		fall(survival, ended, usec);
		survival->at_risk -= (int64_t)batch[i].count;
	}
}
