#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

#include "simulation.h"

/* Chances this small against the largest one are left out. */
#define NEGLIGIBLE 1e-18

/* Counts are drawn in steps that are at most this share of the standard deviation. */
#define FINE 4096.0

/* Beside this a variance differs from the mean by rounding alone. */
#define ALIKE 1e-6

/* A chance so near 1 that no draw finds the difference. */
#define CERTAIN (1 - 1e-15)

/* Random bits of a draw: as many as a double has. */
enum { BITS = 53 };

/* p(count + 1) / p(count) = (a + b * count) / (count + 1). */
struct panjer {
	double a, b;
	double last; /* the largest count, or INFINITY */
};

/* A distribution of counts from `first` on. */
struct table {
	double first;
	size_t count;
	uint64_t *below; /* of each: 2^53 times the chance of a count up to it */
};

static struct panjer
panjer_of(double mean, double variance)
{
	double chance, trials;

	if (variance > mean * (1 + ALIKE)) {
		double more = 1 - mean / variance;

		return (struct panjer){ mean * mean / (variance - mean) * more, more,
			INFINITY };
	}
	if (variance > mean * (1 - ALIKE))
		return (struct panjer){ mean, 0, INFINITY };
	/* A whole number of trials that has the mean, and about the variance. */
	trials = floor(mean / (1 - variance / mean) + 0.5);
	if (trials < ceil(mean * (1 - ALIKE)))
		trials = ceil(mean * (1 - ALIKE));
	chance = mean / trials;
	if (chance > CERTAIN)
		chance = CERTAIN;
	return (struct panjer){ trials * chance / (1 - chance), -chance / (1 - chance),
		trials };
}

/* p(count + 1) / p(count) */
static double
step_up(const struct panjer *panjer, double count)
{
	return count >= panjer->last ? 0 : (panjer->a + panjer->b * count) / (count + 1);
}

/*
 * Appends the chances from `from` on, upwards or downwards, against that of `from`,
 * which is 1, until they are negligible and fall.
 */
static double *
chances_from(const struct panjer *panjer, double from, bool up, size_t *count)
{
	double *chances = NULL;
	size_t room = 0;
	double chance = 1;
	double largest = 1;
	double step = 1;

	for (*count = 0; chance > largest * NEGLIGIBLE || step > 1;) {
		chances = mem_grow(chances, *count, &room, sizeof(*chances));
		chances[(*count)++] = chance;
		if (!up && from == 0)
			break;
		step = up ? step_up(panjer, from) : 1 / step_up(panjer, from - 1);
		from += up ? 1 : -1;
		chance *= step;
		if (chance > largest)
			largest = chance;
	}
	return chances;
}

static void
table_init(struct table *table, double mean, double variance)
{
	struct panjer panjer = panjer_of(mean, variance);
	double from = fmin(floor(mean * (1 + ALIKE)), panjer.last);
	size_t down, up;
	double *lower = chances_from(&panjer, from, false, &down);
	double *upper = chances_from(&panjer, from, true, &up);
	double total = 0;
	double sum = 0;

	for (size_t i = 1; i < down; i++)
		total += lower[i];
	for (size_t i = 0; i < up; i++)
		total += upper[i];
	*table = (struct table){ from - (double)(down - 1), down - 1 + up,
		mem_new(down - 1 + up, sizeof(*table->below)) };
	for (size_t i = 0; i < table->count; i++) {
		sum += i < down - 1 ? lower[down - 1 - i] : upper[i - (down - 1)];
		table->below[i] = (uint64_t)(sum / total * (double)(UINT64_C(1) << BITS));
	}
	table->below[table->count - 1] = UINT64_C(1) << BITS;
	free(lower);
	free(upper);
}

static size_t
table_draw(const struct table *table, struct rng *rng)
{
	uint64_t drawn = rng_next(rng) >> (64 - BITS);
	size_t low = 0;
	size_t high = table->count - 1;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (drawn < table->below[middle])
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

/* The places of the least counts that percent of the runs do not exceed. */
static void
find_quantiles(const size_t *hits, size_t count, size_t runs, size_t places[QUANTILES])
{
	static const size_t percents[QUANTILES] = { 15, 50, 85 };
	size_t seen = 0;
	size_t found = 0;

	for (size_t place = 0; place < count; place++) {
		seen += hits[place];
		while (found < QUANTILES && seen >= (runs * percents[found] + 99) / 100 &&
		    seen > 0)
			places[found++] = place;
	}
}

void
simulate(struct rng *rng, size_t runs, double mean, double variance,
    uint64_t quantiles[QUANTILES])
{
	double step = ceil(sqrt(variance) / FINE);
	struct table table;
	size_t places[QUANTILES] = { 0 };
	size_t *hits;

	for (size_t i = 0; i < QUANTILES; i++)
		quantiles[i] = 0;
	if (!(mean > 0))
		return;
	if (step < 1)
		step = 1;
	table_init(&table, mean / step, variance / (step * step));
	hits = mem_new(table.count, sizeof(*hits));
	for (size_t run = 0; run < runs; run++)
		hits[table_draw(&table, rng)]++;
	find_quantiles(hits, table.count, runs, places);
	for (size_t i = 0; i < QUANTILES; i++)
		quantiles[i] = (uint64_t)((table.first + (double)places[i]) * step);
	free(hits);
	free(table.below);
}
