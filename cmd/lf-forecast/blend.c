#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

#include "blend.h"

/* To the records is added this much of an origin at which all methods were alike. */
#define ALIKE 0.5

/* What an origin tells of a method counts less by this, origin by origin. */
#define FADE 0.8

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

/* What past origins tell of a method, for a period and stage. */
struct record {
	bool tested;
	double error; /* the sum of its squared errors there */
	double usual; /* that of the mean squared errors of the methods */
};

/* The records of all methods. */
struct records {
	struct record of[METHODS_MAX];
	double usual, weights; /* of all origins */
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

/* Adds an origin's errors, with that weight, to the records. */
static void
record_origin(const struct blend *blend, size_t origin, size_t period, uint32_t stage,
    double weight, struct records *records)
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
		struct record *record = &records->of[method];

		if (!replay->origins[origin].there[method])
			continue;
		record->tested = true;
		record->error += weight * errors[method];
		record->usual += weight * usual;
	}
	records->usual += weight * usual;
	records->weights += weight;
}

/* What was known at an origin of the methods, as far ahead as that period. */
static void
record_past(const struct blend *blend, size_t origin, size_t period, uint32_t stage,
    struct records *records)
{
	for (size_t ahead = 0; ahead <= period && ahead < origin; ahead++) {
		double weight = 1;

		for (size_t past = origin - ahead; past-- > oldest(blend, origin);) {
			record_origin(blend, past, ahead, stage, weight, records);
			weight *= FADE;
		}
	}
}

/* The inverse cube of the method's mean squared error over the usual one. */
static double
weight_of(const struct record *record, double alike)
{
	double relative = (record->error + alike + TINY) / (record->usual + alike + TINY);

	return 1 / (relative * relative * relative);
}

/* The methods' mean, weighted by what was known of them at the origin. */
static double
blended(const struct blend *blend, size_t origin, size_t period, uint32_t stage)
{
	const struct replay *replay = blend->replay;
	struct records records = { .weights = 0 };
	double alike;
	double sum = 0;
	double weights = 0;

	record_past(blend, origin, learnt(blend, period), stage, &records);
	alike = records.weights > 0 ? ALIKE * records.usual / records.weights : 0;
	for (size_t method = 0; method < replay->methods; method++) {
		double weight;

		if (!replay->origins[origin].there[method] ||
		    (replay->late[method] && !records.of[method].tested))
			continue;
		weight = replay->times[method] * weight_of(&records.of[method], alike);
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
 * is small alone. A mean of n observations is itself in doubt: 1 + 1/n.
 */
double
blend_variance(
    const struct blend *blend, size_t origin, size_t period, uint32_t stage, double mean)
{
	size_t as = learnt(blend, period);
	double poisson = poisson_deviation(mean);
	double errors = poisson * blend->replay->origins[origin].swing[stage];
	double origins = 1;

	for (size_t past = oldest(blend, origin); replay_known(past, as, origin); past++) {
		double expected = blend_mean(blend, past, as, stage);
		double came = replay_came(blend->replay, past, as)[stage];

		if (isnan(expected))
			continue;
		errors += SD_OF_MEAN_DEVIATION * fabs(came - expected);
		poisson += poisson_deviation((expected + came) / 2);
		origins++;
	}
	return mean * square(errors / poisson) * (1 + 1 / origins);
}
