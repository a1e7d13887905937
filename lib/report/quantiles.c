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
quantiles_begin(struct quantiles *spread, const struct durations *set,
    struct quantile *quantiles, size_t count)
{
	uint64_t n = set->completed;

	*spread = (struct quantiles){ .n = n, .quantiles = quantiles, .count = count };
	for (size_t i = 0; i < count; i++)
		seek(&quantiles[i], n);
	if (n == 0)
		return;
	/* In two parts distances from the mean lose nothing to its size. */
	spread->whole = (int64_t)(set->sum / n);
	spread->rest = (double)(set->sum % n) / (double)n;
}

/* The duration at that place among the completed visits of a batch, which has it. */
static int64_t
at_place(const struct tally *batch, uint64_t place)
{
	for (; tally_completed(batch) <= place; batch++)
		place -= tally_completed(batch);
	return tally_usec(batch);
}

/* Adds a neighbour, place from the batch's first visit, if it is one of the batch's n. */
static void
add_neighbour(struct quantile *quantile, const struct tally *batch, uint64_t n,
    uint64_t place, int64_t weight)
{
	if (weight > 0 && place < n)
		quantile->num += (int128)at_place(batch, place) * weight;
}

void
quantiles_take(struct quantiles *spread, const struct tally *batch, size_t count)
{
	uint64_t seen = spread->seen;
	double squares = spread->squares;
	uint64_t n = 0;

	for (size_t i = 0; i < count; i++) {
		double distance =
		    (double)(tally_usec(&batch[i]) - spread->whole) - spread->rest;

		n += tally_completed(&batch[i]);
		squares += (double)tally_completed(&batch[i]) * (distance * distance);
	}
	/* Places before the batch wrap around, and are past it. */
	for (size_t i = 0; i < spread->count; i++) {
		struct quantile *quantile = &spread->quantiles[i];
		int64_t weight = quantile->weight;

		add_neighbour(quantile, batch, n, quantile->place - seen,
		    quantile->whole - weight);
		add_neighbour(quantile, batch, n, quantile->place + 1 - seen, weight);
	}
	spread->squares = squares;
	spread->seen += n;
}

double
quantiles_deviation(const struct quantiles *spread)
{
	if (spread->n < 2)
		return NAN;
	return sqrt(spread->squares / (double)(spread->n - 1));
}
