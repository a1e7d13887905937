#include <math.h>

#include "report/quantiles.h"

static void
seek(struct quantile *quantile, uint64_t n)
{
	int128 scaled;

	quantile->num = quantile->den = 0;
	if (n == 0)
		return;
	scaled = (int128)(n - 1) * quantile->share;
	quantile->den = quantile->whole;
	quantile->place = (uint64_t)(scaled / quantile->whole);
	quantile->weight = (int64_t)(scaled % quantile->whole);
}

void
quantiles_begin(struct quantiles *quantiles, const struct durations *set,
    struct quantile *item, size_t count)
{
	uint64_t n = set->completed;

	*quantiles = (struct quantiles){ .n = n, .item = item, .count = count };
	for (size_t i = 0; i < count; i++)
		seek(&item[i], n);
	if (n == 0)
		return;
	quantiles->whole = (int64_t)(set->sum / n);
	quantiles->rest = (double)(set->sum % n) / (double)n;
}

/* The duration of the completed visit at that place of a batch, which has it. */
static int64_t
at_place(const struct tally *batch, uint64_t place)
{
	for (; tally_completed(batch) <= place; batch++)
		place -= tally_completed(batch);
	return tally_usec(batch);
}

/* Adds a neighbour, if its place is in a batch of n completed visits. */
static void
add_neighbour(struct quantile *quantile, const struct tally *batch, uint64_t n,
    uint64_t place, int64_t weight)
{
	if (weight > 0 && place < n)
		quantile->num += (int128)at_place(batch, place) * weight;
}

void
quantiles_take(struct quantiles *quantiles, const struct tally *batch, size_t count)
{
	uint64_t seen = quantiles->seen;
	double squares = quantiles->squares;
	uint64_t n = 0;

	for (size_t i = 0; i < count; i++) {
		double distance =
		    (double)(tally_usec(&batch[i]) - quantiles->whole) - quantiles->rest;

		n += tally_completed(&batch[i]);
		squares += (double)tally_completed(&batch[i]) * (distance * distance);
	}
	/* A place before the batch wraps around, and so is past its end. */
	for (size_t i = 0; i < quantiles->count; i++) {
		struct quantile *quantile = &quantiles->item[i];
		int64_t weight = quantile->weight;

		add_neighbour(quantile, batch, n, quantile->place - seen,
		    quantile->whole - weight);
		add_neighbour(quantile, batch, n, quantile->place + 1 - seen, weight);
	}
	quantiles->squares = squares;
	quantiles->seen += n;
}

double
quantiles_deviation(const struct quantiles *quantiles)
{
	if (quantiles->n < 2)
		return NAN;
	return sqrt(quantiles->squares / (double)(quantiles->n - 1));
}
