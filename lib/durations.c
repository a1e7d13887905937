#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "durations.h"
#include "mem.h"

enum {
	PENDING_MIN = 16,
	/* So many tallies are collected before the first ones are merged. */
	PENDING_MERGED = 4096,
	/* For fewer, a comparing sort is faster than passes over 256 counters. */
	RADIX_MIN = 256,
	DIGIT_BITS = 8,
	DIGITS = 1 << DIGIT_BITS,
};

void
durations_free(struct durations *set)
{
	free(set->tallies);
	free(set->pending);
	*set = (struct durations){ 0 };
}

static int
compare_marks(const void *a, const void *b)
{
	uint64_t mark_a = ((const struct tally *)a)->mark;
	uint64_t mark_b = ((const struct tally *)b)->mark;

	return (mark_a > mark_b) - (mark_a < mark_b);
}

static size_t
digit(const struct tally *tally, unsigned bit)
{
	return tally->mark >> bit & (DIGITS - 1);
}

/* Copies tallies to sorted in the order of the digit that begins at that bit. */
static void
radix_pass(const struct tally *tallies, size_t count, unsigned bit, struct tally *sorted)
{
	size_t places[DIGITS] = { 0 };
	size_t place = 0;

	for (size_t i = 0; i < count; i++)
		places[digit(&tallies[i], bit)]++;
	for (size_t i = 0; i < DIGITS; i++) {
		size_t here = places[i];

		places[i] = place;
		place += here;
	}
	for (size_t i = 0; i < count; i++)
		sorted[places[digit(&tallies[i], bit)]++] = tallies[i];
}

/* Sorts by the marks' digits, lowest first, leaving out those that are all the same. */
static void
radix_sort(struct tally *tallies, size_t count)
{
	struct tally *spare = mem_resize(NULL, count, sizeof(*spare));
	struct tally *from = tallies;
	struct tally *to = spare;
	uint64_t differ = 0;

	for (size_t i = 0; i < count; i++)
		differ |= tallies[i].mark ^ tallies[0].mark;
	for (unsigned bit = 0; bit < 64; bit += DIGIT_BITS) {
		struct tally *swap = from;

		if ((differ >> bit & (DIGITS - 1)) == 0)
			continue;
		radix_pass(from, count, bit, to);
		from = to;
		to = swap;
	}
	if (from != tallies)
		memcpy(tallies, from, count * sizeof(*tallies));
	free(spare);
}

static void
sort(struct tally *tallies, size_t count)
{
	if (count < RADIX_MIN)
		qsort(tallies, count, sizeof(*tallies), compare_marks);
	else
		radix_sort(tallies, count);
}

/*
 * Merges from the back, in place: the tallies that have been moved begin at
 * `to`, behind room for those that are still coming.
 */
void
durations_settle(struct durations *set)
{
	size_t left = set->count;
	size_t coming = set->pending_count;
	size_t end = left + coming;
	size_t to = end;
	struct tally *tallies;

	if (coming == 0)
		return;
	sort(set->pending, coming);
	tallies = mem_resize(set->tallies, end, sizeof(*tallies));
	while (coming > 0) {
		const struct tally *next = &set->pending[coming - 1];

		if (left > 0 && tallies[left - 1].mark >= next->mark) {
			tallies[--to] = tallies[--left];
			continue;
		}
		if (to < end && tallies[to].mark == next->mark)
			tallies[to].count += next->count;
		else
			tallies[--to] = *next;
		coming--;
	}
	memmove(tallies + left, tallies + to, (end - to) * sizeof(*tallies));
	set->tallies = tallies;
	set->count = left + end - to;
	set->pending_count = 0;
}

/*
 * Pending tallies may be a quarter of the distinct ones: then each of these is
 * moved four or five times, however many there will be, and memory stays close
 * to what they take.
 */
void
durations_make_room(struct durations *set)
{
	if (set->pending_room >= PENDING_MERGED) {
		durations_settle(set);
		if (set->pending_room >= set->count / 4)
			return;
	}
	set->pending_room = set->pending_room == 0 ? PENDING_MIN : 2 * set->pending_room;
	set->pending =
	    mem_resize(set->pending, set->pending_room, sizeof(*set->pending));
}

struct summary
durations_summary(const struct durations *set)
{
	struct summary summary = { 0 };

	for (size_t i = 0; i < set->count; i++) {
		const struct tally *tally = &set->tallies[i];

		if (tally_open(tally)) {
			summary.open += tally->count;
			continue;
		}
		if (summary.n == 0)
			summary.min = tally_usec(tally);
		summary.max = tally_usec(tally);
		summary.n += tally->count;
		summary.sum += (int128)tally_usec(tally) * (int128)tally->count;
	}
	return summary;
}

/* The order statistics number place and place + 1 of the completed, from 0; or the last. */
static void
neighbours(const struct durations *set, uint64_t place, int64_t pair[2])
{
	uint64_t seen = 0;

	for (size_t i = 0; i < set->count; i++) {
		const struct tally *tally = &set->tallies[i];

		if (tally_open(tally))
			continue;
		pair[1] = tally_usec(tally);
		if (seen <= place)
			pair[0] = pair[1];
		seen += tally->count;
		if (seen > place + 1)
			return;
	}
}

struct quantile
durations_quantile(
    const struct durations *set, uint64_t n, int64_t share, int64_t whole)
{
	int128 scaled = (int128)(n - 1) * share;
	int64_t pair[2] = { 0, 0 };

	neighbours(set, (uint64_t)(scaled / whole), pair);
	return (struct quantile){
		(int128)pair[0] * whole + (scaled % whole) * (pair[1] - pair[0]), whole
	};
}

double
durations_deviation(const struct durations *set, const struct summary *summary)
{
	int64_t whole;
	double rest;
	double squares = 0;

	if (summary->n < 2)
		return NAN;
	/* The mean in two parts, so that distances from it lose nothing to its size. */
	whole = (int64_t)(summary->sum / summary->n);
	rest = (double)(summary->sum % summary->n) / (double)summary->n;
	for (size_t i = 0; i < set->count; i++) {
		const struct tally *tally = &set->tallies[i];
		double distance = (double)(tally_usec(tally) - whole) - rest;

		if (!tally_open(tally))
			squares += (double)tally->count * (distance * distance);
	}
	return sqrt(squares / (double)(summary->n - 1));
}
