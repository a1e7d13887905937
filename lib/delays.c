#include <stdlib.h>

#include "delays.h"
#include "mem.h"

struct delay {
	int64_t period, usec;
	uint32_t group;
};

struct delays {
	struct delay *delay;
	size_t count, room;
};

struct delays *
delays_new(void)
{
	return mem_new(1, sizeof(struct delays));
}

void
delays_free(struct delays *delays)
{
	free(delays->delay);
	free(delays);
}

void
delays_add(struct delays *delays, int64_t period, uint32_t group, int64_t usec)
{
	delays->delay =
	    mem_grow(delays->delay, delays->count, &delays->room, sizeof(*delays->delay));
	delays->delay[delays->count++] = (struct delay){ period, usec, group };
}

static int
compare_rows(const struct delay *one, const struct delay *other)
{
	if (one->period != other->period)
		return one->period < other->period ? -1 : 1;
	return (one->group > other->group) - (one->group < other->group);
}

static int
compare(const void *a, const void *b)
{
	const struct delay *one = a;
	const struct delay *other = b;
	int order = compare_rows(one, other);

	return order != 0 ? order : (one->usec > other->usec) - (one->usec < other->usec);
}

void
delays_sort(struct delays *delays)
{
	if (delays->count > 0)
		qsort(delays->delay, delays->count, sizeof(*delays->delay), compare);
}

/* How many delays are of rows before that one. */
static size_t
find(const struct delays *delays, const struct delay *row)
{
	size_t low = 0;
	size_t high = delays->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_rows(&delays->delay[middle], row) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct delay_sum
delays_sum(const struct delays *delays, int64_t period, uint32_t group)
{
	const struct delay row = { period, 0, group };
	struct delay_sum sum = { 0, 0, 0 };
	size_t first = find(delays, &row);
	size_t end = first;

	for (; end < delays->count && compare_rows(&delays->delay[end], &row) == 0; end++)
		sum.sum += delays->delay[end].usec;
	sum.count = (int64_t)(end - first);
	if (sum.count > 0)
		sum.twice_median =
		    (int128)delays->delay[first + (end - first - 1) / 2].usec +
		    delays->delay[first + (end - first) / 2].usec;
	return sum;
}
