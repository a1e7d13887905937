#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

#include "blend.h"

/* Nothing is divided by 0. */
#define TINY 1e-12

/* The mean deviation of a normal distribution, times this, is its standard deviation. */
#define SD_OF_MEAN_DEVIATION 1.2533141373155003 /* sqrt(pi / 2) */

static size_t
cell(const struct blend *blend, size_t period, uint32_t stage)
{
	return period * (blend->replay->stages + 1) + stage;
}

/* Periods further ahead than those that are learnt from are like the last of these. */
static size_t
learnt(const struct blend *blend, size_t period)
{
	size_t last = blend->replay->ahead - 1;

	return period < last ? period : last;
}

static size_t
oldest(const struct blend *blend, size_t origin)
{
	return origin > blend->memory ? origin - blend->memory : 0;
}

/*
 * How much a past origin counts, where a forecast `ahead` periods on is learnt: 1 for
 * the newest whose outcome is known, less by the same step for each one before it,
 * and nothing beyond the memory.
 */
static double
weight_of_origin(const struct blend *blend, size_t past, size_t ahead, size_t origin)
{
	size_t age = origin - ahead - 1 - past;

	return 1 - (double)age / (double)blend->memory;
}

/* What past origins tell of a method, for a period and stage. */
struct record {
	double origins; /* the sum of their weights */
	double error; /* that of its squared errors there, so weighted */
	double usual; /* that of the mean squared errors of the methods */
};

static double
square(double x)
{
	return x * x;
}

/* The mean of the methods' squared errors at an origin; late ones do not count. */
static double
usual_error(const struct replay *replay, size_t origin, const double *errors)
{
	double sum = 0;
	double count = 0;

	for (size_t method = 0; method < replay->methods; method++)
		if (replay->origins[origin].there[method] && !replay->late[method]) {
			sum += errors[method];
			count++;
		}
	return count > 0 ? sum / count : 0;
}

/* Adds an origin's errors, with that weight, to the methods' records. */
static void
record_origin(const struct blend *blend, size_t origin, size_t period, uint32_t stage,
    double weight, struct record *records)
{
	const struct replay *replay = blend->replay;
	double came = replay_came(replay, origin, period)[stage];
	double errors[METHODS_MAX];
	double usual;

	for (size_t method = 0; method < replay->methods; method++)
		errors[method] =
		    square(replay_expected(replay, origin, method, period)[stage] - came);
	usual = usual_error(replay, origin, errors);
	for (size_t method = 0; method < replay->methods; method++) {
		if (!replay->origins[origin].there[method])
			continue;
		records[method].origins += weight;
		records[method].error += weight * errors[method];
		records[method].usual += weight * usual;
	}
}

/* What was known at an origin of the methods, as far ahead as that period. */
static void
record_past(const struct blend *blend, size_t origin, size_t period, uint32_t stage,
    struct record *records)
{
	for (size_t past = oldest(blend, origin); replay_known(past, period, origin); past++)
		record_origin(blend, past, period, stage,
		    weight_of_origin(blend, past, period, origin), records);
}

/*
 * How likely the errors are if the method is right, and they are normal with a variance
 * that nobody knows, against those of a method as good as usual: one more origin, with
 * the usual error, is what is known of it before. (Gelman and others, Bayesian Data
 * Analysis, 3rd ed., 2013, 2.6.) With n origins the sum of the errors over the usual ones
 * is to be taken to the power of -(n + 1) / 2; n is rounded there, so that a square root
 * and products make it.
 */
static double
weight_of(const struct record *record)
{
	double relative =
	    record->origins * (record->error + TINY) / (record->usual + TINY);
	double root = sqrt((record->origins + 1) / (relative + 1));
	double weight = root;

	for (unsigned origins = (unsigned)(record->origins + 0.5); origins > 0; origins--)
		weight *= root;
	return weight;
}

/* The methods' mean, weighted by what was known of them at the origin. */
static double
blended(const struct blend *blend, size_t origin, size_t period, uint32_t stage)
{
	const struct replay *replay = blend->replay;
	struct record records[METHODS_MAX] = { 0 };
	double sum = 0;
	double weights = 0;

	record_past(blend, origin, learnt(blend, period), stage, records);
	for (size_t method = 0; method < replay->methods; method++) {
		double weight;

		if (!replay->origins[origin].there[method] ||
		    (replay->late[method] && records[method].origins == 0))
			continue;
		weight = replay->times[method] * weight_of(&records[method]);
		weights += weight;
		sum += weight * replay_expected(replay, origin, method, period)[stage];
	}
	return weights > 0 ? sum / weights : NAN;
}

static void
blend_origin(struct blend *blend, size_t origin)
{
	const struct replay *replay = blend->replay;
	size_t periods = replay->origins[origin].periods;
	size_t cells = periods * (replay->stages + 1);

	blend->mean[origin] = mem_new(cells, sizeof(**blend->mean));
	for (size_t period = 0; period < periods; period++)
		for (uint32_t stage = 1; stage <= replay->stages; stage++)
			blend->mean[origin][cell(blend, period, stage)] =
			    blended(blend, origin, period, stage);
}

void
blend_init(struct blend *blend, const struct replay *replay, size_t memory)
{
	*blend =
	    (struct blend){ replay, memory, mem_new(replay->count, sizeof(*blend->mean)) };
	for (size_t origin = 0; origin < replay->count; origin++)
		blend_origin(blend, origin);
}

void
blend_free(struct blend *blend)
{
	for (size_t origin = 0; origin < blend->replay->count; origin++)
		free(blend->mean[origin]);
	free(blend->mean);
}

double
blend_mean(const struct blend *blend, size_t origin, size_t period, uint32_t stage)
{
	return blend->mean[origin][cell(blend, period, stage)];
}

/* The standard deviation of a Poisson distribution with that mean, not below a half. */
static double
poisson_deviation(double mean)
{
	return sqrt(mean > 0.5 ? mean : 0.5);
}

/*
 * The variance of a Poisson distribution, times the square of how many times as far
 * as its deviation past errors were; the swing of weeks counts like an origin. Each
 * error is measured by the mean of what was expected and what came, so that neither
 * is small alone.
 */
double
blend_variance(
    const struct blend *blend, size_t origin, size_t period, uint32_t stage, double mean)
{
	size_t as = learnt(blend, period);
	double poisson = poisson_deviation(mean);
	double errors = poisson * blend->replay->origins[origin].swing[stage];

	for (size_t past = oldest(blend, origin); replay_known(past, as, origin); past++) {
		double weight = weight_of_origin(blend, past, as, origin);
		double expected = blend_mean(blend, past, as, stage);
		double came = replay_came(blend->replay, past, as)[stage];

		if (isnan(expected))
			continue;
		errors += weight * SD_OF_MEAN_DEVIATION * fabs(came - expected);
		poisson += weight * poisson_deviation((expected + came) / 2);
	}
	return mean * square(errors / poisson);
}
