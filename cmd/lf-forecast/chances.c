#include <stdlib.h>

#include "base/mem.h"

#include "chances.h"

/* The prior counts like this many exits. */
#define PRIOR_EXITS 1.0

/* Two for each power of 2, see bands_of. */
enum { BANDS_MAX = 2 * 64 };

/* Bands of ages. start has one more, which is the end of the last. */
struct bands {
	size_t *start;
	size_t count;
};

/* Counts of a stage or of all: the days that leads were seen, and the exits. */
struct sums {
	double *days, *exits; /* by band */
};

static struct bands
bands_of(size_t ages)
{
	struct bands bands = { mem_new(BANDS_MAX, sizeof(*bands.start)), 0 };
	size_t step = 1;

	for (size_t age = 0; age < ages; age += step) {
		bands.start[bands.count++] = age;
		/* 4 to 7 in steps of 2, 8 to 15 in steps of 4, and so on. */
		if (age >= 4 && (age & (age - 1)) == 0)
			step = age / 2;
	}
	bands.start[bands.count] = ages;
	return bands;
}

/* How many leads were seen at each age. */
static double *
seen_by_age(const struct window *window, uint32_t stage, size_t ages)
{
	double *seen = mem_new(ages, sizeof(*seen));
	int64_t sum = 0;

	for (size_t age = 0; age < ages; age++) {
		sum += window->seen[stage][age];
		seen[age] = (double)sum;
	}
	return seen;
}

static void
add_up(const struct bands *bands, const double *seen, const int32_t *left, size_t ways,
    struct sums *sums)
{
	for (size_t band = 0; band < bands->count; band++)
		for (size_t age = bands->start[band]; age < bands->start[band + 1]; age++) {
			sums->days[band] += seen[age];
			for (size_t way = 0; way < ways; way++)
				sums->exits[band] += left[age * ways + way];
		}
}

/* The mean of the gamma distribution; without a guess, what was seen alone. */
static double
updated(double guess, double exits, double days)
{
	double chance = 0;

	if (guess > 0)
		chance = (PRIOR_EXITS + exits) / (PRIOR_EXITS / guess + days);
	else if (days > 0)
		chance = exits / days;
	return chance < 1 ? chance : 1;
}

/* The chance in each band, all stages together: the guess is the band before. */
static double *
pooled_chances(const struct bands *bands, const struct sums *sums)
{
	double *pooled = mem_new(bands->count, sizeof(*pooled));
	double guess = 0;

	for (size_t band = 0; band < bands->count; band++)
		guess = pooled[band] = updated(guess, sums->exits[band], sums->days[band]);
	return pooled;
}

/* Of one band and stage, to be shared out to its ages. */
struct band {
	size_t first, end;
	double chance;
	double *shares; /* of the ways */
};

/* Shares of the ways that exits take in a band, the band before being the guess. */
static void
update_shares(struct band *band, const int32_t *left, size_t ways, double exits)
{
	for (size_t way = 0; way < ways; way++) {
		double taken = 0;

		for (size_t age = band->first; age < band->end; age++)
			taken += left[age * ways + way];
		band->shares[way] =
		    (PRIOR_EXITS * band->shares[way] + taken) / (PRIOR_EXITS + exits);
	}
}

static void
put_ages(struct chances *chances, const struct band *band, const double *seen,
    const int32_t *left)
{
	size_t ways = chances->ways->count;

	for (size_t age = band->first; age < band->end; age++) {
		double weight = band->chance > 0 ? PRIOR_EXITS / band->chance : 0;
		double sum = 0;

		for (size_t way = 0; way < ways && weight + seen[age] > 0; way++) {
			double *leave = &chances->leave[age * ways + way];

			*leave = (weight * band->chance * band->shares[way] +
				     left[age * ways + way]) /
			    (weight + seen[age]);
			sum += *leave;
		}
		for (size_t way = 0; way < ways && sum > 1; way++)
			chances->leave[age * ways + way] /= sum;
		chances->stay[age] = sum < 1 ? 1 - sum : 0;
	}
}

/* The shares of the ways among all exits; all alike if there were none. */
static double *
overall_shares(const int32_t *left, size_t ages, size_t ways)
{
	double *shares = mem_new(ways, sizeof(*shares));
	double sum = 0;

	for (size_t cell = 0; cell < ages * ways; cell++) {
		shares[cell % ways] += left[cell];
		sum += left[cell];
	}
	for (size_t way = 0; way < ways; way++)
		shares[way] = sum > 0 ? shares[way] / sum : 1 / (double)ways;
	return shares;
}

static void
learn(struct chances *chances, const struct exits *exits, size_t place, uint32_t stage,
    const struct bands *bands, const double *pooled)
{
	const struct window *window = &exits->windows[place];
	const struct window *all = &exits->windows[WINDOW_ALL];
	size_t ways = chances->ways->count;
	size_t ages = chances->ages;
	const int32_t *left = window->left[stage];
	double *seen = seen_by_age(window, stage, ages);
	struct band band = { .shares = overall_shares(all->left[stage], ages, ways) };
	struct sums sums = { mem_new(bands->count, sizeof(double)),
		mem_new(bands->count, sizeof(double)) };

	add_up(bands, seen, left, ways, &sums);
	chances->leave = mem_new(ages * ways, sizeof(*chances->leave));
	chances->stay = mem_new(ages, sizeof(*chances->stay));
	for (size_t i = 0; i < bands->count; i++) {
		double guess = i == 0 ? pooled[0] : band.chance;

		if (i > 0 && pooled[i - 1] > 0)
			guess *= pooled[i] / pooled[i - 1];
		band.first = bands->start[i];
		band.end = bands->start[i + 1];
		band.chance = updated(guess < 1 ? guess : 1, sums.exits[i], sums.days[i]);
		update_shares(&band, left, ways, sums.exits[i]);
		put_ages(chances, &band, seen, left);
	}
	free(sums.days);
	free(sums.exits);
	free(band.shares);
	free(seen);
}

/* The sums of all stages. */
static struct sums
sums_of_all(
    const struct exits *exits, const struct window *window, const struct bands *bands)
{
	struct sums sums = { mem_new(bands->count, sizeof(double)),
		mem_new(bands->count, sizeof(double)) };

	for (uint32_t stage = 1; stage <= exits->history->stages; stage++) {
		double *seen;

		if (exits->ways[stage].count == 0)
			continue;
		seen = seen_by_age(window, stage, exits->ages);
		add_up(bands, seen, window->left[stage], exits->ways[stage].count, &sums);
		free(seen);
	}
	return sums;
}

struct chances *
chances_learn(const struct exits *exits, size_t place)
{
	const struct window *window = &exits->windows[place];
	uint32_t stages = exits->history->stages;
	struct chances *chances = mem_new(stages + 1, sizeof(*chances));
	struct bands bands = bands_of(exits->ages);
	struct sums sums = sums_of_all(exits, window, &bands);
	double *pooled = pooled_chances(&bands, &sums);

	for (uint32_t stage = 1; stage <= stages; stage++) {
		chances[stage] =
		    (struct chances){ .ways = &exits->ways[stage], .ages = exits->ages };
		if (exits->ways[stage].count > 0)
			learn(&chances[stage], exits, place, stage, &bands, pooled);
	}
	free(pooled);
	free(sums.days);
	free(sums.exits);
	free(bands.start);
	return chances;
}

void
chances_free(struct chances *chances, uint32_t stages)
{
	for (uint32_t stage = 1; stage <= stages; stage++) {
		free(chances[stage].leave);
		free(chances[stage].stay);
	}
	free(chances);
}
