#include <stdlib.h>

#include "base/decimal.h"
#include "base/mem.h"
#include "time/duration.h"

#include "lag.h"

/* If text is that word, or that word and :STAGE, takes the stage. */
static bool
takes(struct lag *lag, struct span text, const char *word)
{
	size_t len = strlen(word);

	if (text.len < len || memcmp(text.ptr, word, len) != 0)
		return false;
	if (text.len > len && text.ptr[len] != ':')
		return false;
	if (text.len > len)
		lag->stage = span_skip(text, len + 1);
	return true;
}

int
lag_parse(struct lag *lag, const char *text, struct reason *why)
{
	int64_t usec;

	if (takes(lag, span_of(text), "mean")) {
		lag->kind = LAG_MEAN;
		return 0;
	}
	if (takes(lag, span_of(text), "median")) {
		lag->kind = LAG_MEDIAN;
		return 0;
	}
	lag->kind = LAG_FIXED;
	if (duration_parse(span_of(text), MEASURE_WHOLE, &usec, why) != 0)
		return -1;
	if (usec % USEC_PER_DAY != 0)
		return fail(why, "'%s' is not a number of whole days", text);
	lag->fixed = usec / USEC_PER_DAY;
	return 0;
}

void
lag_free(struct lag *lag)
{
	free(lag->ages);
	free(lag->parts);
}

bool
lag_wants_ages(const struct lag *lag)
{
	return lag->kind >= LAG_MEAN;
}

void
lag_add_age(struct lag *lag, int64_t usec)
{
	lag->ages =
	    mem_grow(lag->ages, lag->age_count, &lag->age_room, sizeof(*lag->ages));
	lag->ages[lag->age_count++] = usec;
}

static int
compare(const void *a, const void *b)
{
	int64_t one = *(const int64_t *)a;
	int64_t other = *(const int64_t *)b;

	return (one > other) - (one < other);
}

static int64_t
mean_days(const struct lag *lag)
{
	int128 sum = 0;

	for (size_t i = 0; i < lag->age_count; i++)
		sum += (int128)lag->ages[i] + lag->sla;
	return (int64_t)ratio_round(sum, (int128)lag->age_count * USEC_PER_DAY);
}

static int64_t
median_days(const struct lag *lag)
{
	int128 sum = (int128)lag->ages[(lag->age_count - 1) / 2] +
		     lag->ages[lag->age_count / 2] + 2 * (int128)lag->sla;

	return (int64_t)ratio_round(sum, 2 * (int128)USEC_PER_DAY);
}

/* Counts the ages, which are in order, by whole days. */
static void
spread(struct lag *lag)
{
	lag->total = (int64_t)lag->age_count;
	lag->parts = mem_new(lag->age_count, sizeof(*lag->parts));
	for (size_t i = 0; i < lag->age_count; i++) {
		int64_t days = (int64_t)ratio_round(lag->ages[i], USEC_PER_DAY);

		if (lag->part_count == 0 || lag->parts[lag->part_count - 1].days != days)
			lag->parts[lag->part_count++].days = days;
		lag->parts[lag->part_count - 1].weight++;
	}
}

int
lag_finish(struct lag *lag)
{
	int64_t days = lag->fixed;

	if (lag_wants_ages(lag)) {
		if (lag->age_count == 0)
			return -1;
		qsort(lag->ages, lag->age_count, sizeof(*lag->ages), compare);
	}
	if (lag->kind == LAG_SPREAD) {
		spread(lag);
		return 0;
	}
	if (lag->kind == LAG_MEAN)
		days = mean_days(lag);
	else if (lag->kind == LAG_MEDIAN)
		days = median_days(lag);
	lag->total = 1;
	lag->part_count = 1;
	lag->parts = mem_new(1, sizeof(*lag->parts));
	lag->parts[0] = (struct lag_part){ days, 1 };
	return 0;
}
