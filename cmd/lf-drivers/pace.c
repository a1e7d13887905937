#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

#include "pace.h"

void
pace_add(struct durations **ages, int64_t age, bool open, uint64_t count)
{
	if (*ages == NULL)
		*ages = mem_new(1, sizeof(**ages));
	durations_add_later(*ages, age, open, count);
}

void
pace_free(struct durations *ages)
{
	if (ages != NULL)
		durations_free(ages);
	free(ages);
}

static void
add_step(struct hazard *hazard, struct hazard_step step)
{
	struct hazard_block *block = hazard->last;

	if (block == NULL || block->count == sizeof(block->step) / sizeof(block->step[0])) {
		block = mem_resize(NULL, 1, sizeof(*block));
		block->next = NULL;
		block->count = 0;
		*(hazard->last == NULL ? &hazard->first : &hazard->last->next) = block;
		hazard->last = block;
	}
	block->step[block->count++] = step;
}

struct hazard
hazard_of(struct durations *all)
{
	struct hazard hazard = { 0 };
	struct tally batch[WALK_BATCH];
	struct walk walk;
	uint64_t at_risk;
	size_t count;

	if (all == NULL || all->completed == 0)
		return hazard;
	at_risk = all->completed + all->open;
	walk_begin(&walk, all);
	while ((count = walk_next(&walk, batch)) > 0)
		for (size_t i = 0; i < count; at_risk -= batch[i++].count) {
			if (tally_completed(&batch[i]) == 0)
				continue;
			add_step(&hazard,
			    (struct hazard_step){ tally_usec(&batch[i]), batch[i].count,
				at_risk });
		}
	hazard.forward = all->completed;
	return hazard;
}

void
hazard_free(struct hazard *hazard)
{
	while (hazard->first != NULL) {
		struct hazard_block *block = hazard->first;

		hazard->first = block->next;
		free(block);
	}
	hazard->last = NULL;
}

/*
 * The moves to be expected, added up from age to age: no sum is the difference of two
 * large ones. The touched visits at risk are those touched before that age, and not over.
 */
struct expected {
	const struct hazard_block *block;
	size_t next; /* its step */
	int64_t at_risk; /* touched visits */
	double touched, others;
};

/* Takes the steps up to that age. */
static void
take_steps(struct expected *expected, int64_t age)
{
	while (expected->block != NULL) {
		const struct hazard_step *step = &expected->block->step[expected->next];
		double forward = (double)step->forward;
		double at_risk = (double)step->at_risk;

		if (step->age > age)
			return;
		expected->touched += forward * (double)expected->at_risk / at_risk;
		expected->others +=
		    forward * (double)((int64_t)step->at_risk - expected->at_risk) / at_risk;
		if (++expected->next == expected->block->count) {
			expected->block = expected->block->next;
			expected->next = 0;
		}
	}
}

static struct expected
expect(const struct hazard *hazard, struct durations *ages)
{
	/* Visits that were touched before they began have an end, but no age of a touch. */
	struct expected expected = { .block = hazard->first,
		.at_risk = (int64_t)ages->completed - (int64_t)ages->open };
	struct tally batch[WALK_BATCH];
	struct walk walk;
	size_t count;

	walk_begin(&walk, ages);
	while ((count = walk_next(&walk, batch)) > 0)
		for (size_t i = 0; i < count; i++) {
			int64_t ended = (int64_t)tally_completed(&batch[i]);

			take_steps(&expected, tally_usec(&batch[i]));
			expected.at_risk += (int64_t)batch[i].count - 2 * ended;
		}
	take_steps(&expected, INT64_MAX);
	return expected;
}

struct pace
pace_of(const struct hazard *hazard, const struct pace_touched *touched)
{
	struct pace pace = { NAN, { NAN, NAN } };
	double forward = (double)touched->forward;
	double other_forward = (double)(hazard->forward - touched->forward);
	struct expected expected;
	double spread;

	if (forward == 0 || other_forward == 0)
		return pace;
	expected = expect(hazard, touched->ages);
	if (expected.touched <= 0 || expected.others <= 0)
		return pace;
	pace.ratio = forward / expected.touched / (other_forward / expected.others);
	spread = exp(1.96 * sqrt(1 / expected.touched + 1 / expected.others));
	pace.interval = (struct interval){ pace.ratio / spread, pace.ratio * spread };
	if (isinf(pace.interval.high))
		pace.interval.high = NAN;
	return pace;
}
