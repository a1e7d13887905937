#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "durations.h"
#include "mem.h"

enum {
	PENDING_MIN = 16,
	/* So many marks are collected before the first ones are merged. */
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
	uint64_t mark_a = *(const uint64_t *)a;
	uint64_t mark_b = *(const uint64_t *)b;

	return (mark_a > mark_b) - (mark_a < mark_b);
}

/* Moves marks to sorted in the order of the digit that begins at that bit. */
static void
radix_pass(const uint64_t *marks, size_t count, unsigned bit, uint64_t *sorted)
{
	size_t places[DIGITS] = { 0 };
	size_t place = 0;

	for (size_t i = 0; i < count; i++)
		places[marks[i] >> bit & (DIGITS - 1)]++;
	for (size_t digit = 0; digit < DIGITS; digit++) {
		size_t here = places[digit];

		places[digit] = place;
		place += here;
	}
	for (size_t i = 0; i < count; i++)
		sorted[places[marks[i] >> bit & (DIGITS - 1)]++] = marks[i];
}

/* Sorts marks digit by digit, lowest first, by those digits that are not all the same. */
static void
radix_sort(uint64_t *marks, size_t count)
{
	uint64_t *spare = mem_resize(NULL, count, sizeof(*spare));
	uint64_t *from = marks;
	uint64_t *to = spare;
	uint64_t differ = 0;

	for (size_t i = 0; i < count; i++)
		differ |= marks[i] ^ marks[0];
	for (unsigned bit = 0; bit < 64; bit += DIGIT_BITS) {
		uint64_t *swap = from;

		if ((differ >> bit & (DIGITS - 1)) == 0)
			continue;
		radix_pass(from, count, bit, to);
		from = to;
		to = swap;
	}
	if (from != marks)
		memcpy(marks, from, count * sizeof(*marks));
	free(spare);
}

void
durations_settle(struct durations *set)
{
	const struct tally *old = set->tallies;
	const uint64_t *marks = set->pending;
	size_t left = set->count;
	size_t coming = set->pending_count;
	struct tally *merged;
	size_t count = 0;

	if (coming == 0)
		return;
	if (coming < RADIX_MIN)
		qsort(set->pending, coming, sizeof(*marks), compare_marks);
	else
		radix_sort(set->pending, coming);
	merged = mem_resize(NULL, left + coming, sizeof(*merged));
	while (left > 0 || coming > 0) {
		if (left > 0 && (coming == 0 || old->mark <= *marks)) {
			merged[count++] = *old++;
			left--;
			continue;
		}
		if (count > 0 && merged[count - 1].mark == *marks)
			merged[count - 1].count++;
		else
			merged[count++] = (struct tally){ *marks, 1 };
		marks++;
		coming--;
	}
	free(set->tallies);
	set->tallies = mem_resize(merged, count, sizeof(*merged));
	set->count = count;
	set->pending_count = 0;
}

/*
 * Pending marks may be as many as there are distinct ones: then each mark is
 * merged once or twice, however many there will be, and memory stays in
 * proportion to the distinct ones.
 */
void
durations_make_room(struct durations *set)
{
	if (set->pending_room >= PENDING_MERGED) {
		durations_settle(set);
		if (set->pending_room >= set->count)
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
	double squares = 0;

	if (summary->n < 2)
		return NAN;
	for (size_t i = 0; i < set->count; i++) {
		const struct tally *tally = &set->tallies[i];
		/* n times the distance from the mean, which is exact. */
		int128 away = (int128)tally_usec(tally) * (int128)summary->n - summary->sum;
		double distance = (double)away / (double)summary->n;

		if (!tally_open(tally))
			squares += (double)tally->count * (distance * distance);
	}
	return sqrt(squares / (double)(summary->n - 1));
}
