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
	durations_free(&lag->ages);
	free(lag->parts);
}

bool
lag_wants_ages(const struct lag *lag)
{
	return lag->kind >= LAG_MEAN;
}

void
lag_add_age(struct lag *lag, int64_t usec, uint64_t count)
{
	durations_add(&lag->ages, usec, false, count);
}

static int64_t
mean_days(const struct lag *lag)
{
	int128 count = lag->ages.completed;

	return (int64_t)ratio_round(
	    lag->ages.sum + count * lag->sla, count * USEC_PER_DAY);
}

static int64_t
median_days(struct lag *lag)
{
	struct tally batch[WALK_BATCH];
	uint64_t low = (lag->ages.completed - 1) / 2, high = lag->ages.completed / 2;
	uint64_t passed = 0;
	int128 sum = 2 * (int128)lag->sla;
	struct walk walk;
	size_t count;

	walk_begin(&walk, &lag->ages);
	while ((count = walk_next(&walk, batch)) > 0)
		for (size_t i = 0; i < count; passed += batch[i++].count) {
			uint64_t end = passed + batch[i].count;

			if (low >= passed && low < end)
				sum += tally_usec(&batch[i]);
			if (high >= passed && high < end)
				sum += tally_usec(&batch[i]);
		}
	return (int64_t)ratio_round(sum, 2 * (int128)USEC_PER_DAY);
}

/* Counts ages, which come in order, by whole days. */
static void
spread_ages(struct lag *lag, const struct tally *ages, size_t count, size_t *room)
{
	for (size_t i = 0; i < count; i++) {
		int64_t days = (int64_t)ratio_round(tally_usec(&ages[i]), USEC_PER_DAY);

		if (lag->part_count == 0 || lag->parts[lag->part_count - 1].days != days) {
			lag->parts = mem_grow(
			    lag->parts, lag->part_count, room, sizeof(*lag->parts));
			lag->parts[lag->part_count++] = (struct lag_part){ days, 0 };
		}
		lag->parts[lag->part_count - 1].weight += (int64_t)ages[i].count;
	}
}

static void
spread(struct lag *lag)
{
	struct tally batch[WALK_BATCH];
	struct walk walk;
	size_t room = 0;
	size_t count;

	lag->total = (int64_t)lag->ages.completed;
	walk_begin(&walk, &lag->ages);
	while ((count = walk_next(&walk, batch)) > 0)
		spread_ages(lag, batch, count, &room);
}

int
lag_finish(struct lag *lag)
{
	int64_t days = lag->fixed;

	if (lag_wants_ages(lag) && lag->ages.completed == 0)
		return -1;
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
