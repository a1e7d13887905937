#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#include "expected.h"

/* No lead moves more often than that in a day: it might go round for ever. */
enum { MOVES_A_DAY = 1000 };

/* Fewer leads than this come to nothing. */
#define NO_LEADS 1e-12

void
crowds_init(struct crowds *crowds, const struct exits *exits, const struct future *future)
{
	const struct history *history = exits->history;
	int64_t known = future->day + future->begun;

	*crowds = (struct crowds){ exits->ages,
		mem_new((history->stages + 1) * exits->ages, sizeof(*crowds->leads)) };
	for (size_t i = 0; i < exits->stays.count; i++) {
		const struct stay *stay = &exits->stays.at[i];
		size_t age = (size_t)(future->day - stay->entered);

		if (stay->from == 0 || history->ends[stay->from] ||
		    stay->entered >= known || (stay->to != 0 && stay->left < known) ||
		    exits->ways[stay->from].count == 0)
			continue;
		if (age >= exits->ages)
			age = exits->ages - 1;
		crowds->leads[stay->from * exits->ages + age]++;
	}
}

void
crowds_free(struct crowds *crowds)
{
	free(crowds->leads);
}

static double *
on_day(const struct outlook *outlook, double *entries, size_t day)
{
	return entries + day * (outlook->history->stages + 1);
}

/* Adds what leads of a stage and age do from that day on. Returns those left then. */
static double
leave_on(
    const struct outlook *outlook, uint32_t stage, double leads, size_t age, size_t day)
{
	const struct chances *chances = &outlook->chances[stage];
	size_t ways = chances->ways->count;
	const double *leave;
	double *entries = on_day(outlook, outlook->open, day);

	age = chances_age(chances, age);
	leave = chances->leave + age * ways;
	for (size_t way = 0; way < ways; way++)
		entries[chances->ways->to[way]] += leads * leave[way];
	return leads * chances->stay[age];
}

static void
expect_crowd(struct outlook *outlook, uint32_t stage, double leads, size_t age)
{
	const struct chances *chances = &outlook->chances[stage];
	/* Leads that must leave on the first day do so in what is left of it. */
	double part =
	    chances->stay[chances_age(chances, age)] == 0 ? 1 : outlook->future->part;
	double left = leave_on(outlook, stage, leads * part, age, 0);

	leads = left + leads * (1 - part);
	for (size_t day = 1; day < outlook->future->days && leads > NO_LEADS; day++)
		leads = leave_on(outlook, stage, leads, age + day, day);
}

/* What becomes of leads that enter a stage. */
static double *
chances_of_fresh(const struct chances *chances, size_t days)
{
	size_t ways = chances->ways->count;
	double *fresh = mem_new(days * ways, sizeof(*fresh));
	double still = 1;

	for (size_t day = 0; day < days; day++) {
		size_t age = chances_age(chances, day);

		for (size_t way = 0; way < ways; way++)
			fresh[day * ways + way] = still * chances->leave[age * ways + way];
		still *= chances->stay[age];
	}
	return fresh;
}

void
outlook_init(struct outlook *outlook, const struct history *history,
    const struct future *future, const struct chances *chances, const struct crowds *crowds)
{
	uint32_t stages = history->stages;

	*outlook = (struct outlook){ history, future, chances,
		mem_new(future->days * (stages + 1), sizeof(*outlook->open)),
		mem_new(stages + 1, sizeof(*outlook->fresh)) };
	for (uint32_t stage = 1; stage <= stages; stage++) {
		if (chances[stage].leave == NULL)
			continue;
		outlook->fresh[stage] = chances_of_fresh(&chances[stage], future->days);
		for (size_t age = 0; age < crowds->ages; age++) {
			uint32_t leads = crowds->leads[stage * crowds->ages + age];

			if (leads > 0)
				expect_crowd(outlook, stage, leads, age);
		}
	}
}

void
outlook_free(struct outlook *outlook)
{
	for (uint32_t stage = 1; stage <= outlook->history->stages; stage++)
		free(outlook->fresh[stage]);
	free(outlook->fresh);
	free(outlook->open);
}

/* Leads that entered stages go on, `after` days later, to the next ones. */
static void
pass_on(const struct outlook *outlook, const double *leads, size_t after, double *to)
{
	for (uint32_t stage = 1; stage <= outlook->history->stages; stage++) {
		const struct ways *ways = outlook->chances[stage].ways;
		const double *fresh = outlook->fresh[stage];

		if (fresh == NULL || leads[stage] <= NO_LEADS)
			continue;
		for (size_t way = 0; way < ways->count; way++)
			to[ways->to[way]] +=
			    leads[stage] * fresh[after * ways->count + way];
	}
}

/* Adds to a day's entries those of the leads that go on within the day. */
static void
pass_within_day(const struct outlook *outlook, double *entries)
{
	uint32_t stages = outlook->history->stages;
	double *leads = mem_new(stages + 1, sizeof(*leads));
	double *next = mem_new(stages + 1, sizeof(*next));
	double moved = 1;

	memcpy(leads, entries, (stages + 1) * sizeof(*leads));
	for (int i = 0; i < MOVES_A_DAY && moved > NO_LEADS; i++) {
		memset(next, 0, (stages + 1) * sizeof(*next));
		pass_on(outlook, leads, 0, next);
		moved = 0;
		for (uint32_t stage = 1; stage <= stages; stage++) {
			entries[stage] += next[stage];
			moved += next[stage];
		}
		memcpy(leads, next, (stages + 1) * sizeof(*leads));
	}
	free(leads);
	free(next);
}

void
outlook_expect(const struct outlook *outlook, const double *rates, double *expected)
{
	const struct future *future = outlook->future;
	size_t row = outlook->history->stages + 1;
	double *entries = mem_new(future->days * row, sizeof(*entries));

	for (size_t cell = 0; cell < future->days * row; cell++)
		entries[cell] = outlook->open[cell] + rates[cell];
	memset(expected, 0, future->periods * row * sizeof(*expected));
	for (size_t day = 0; day < future->days; day++) {
		double *today = on_day(outlook, entries, day);

		pass_within_day(outlook, today);
		for (size_t after = 1; day + after < future->days; after++)
			pass_on(
			    outlook, today, after, on_day(outlook, entries, day + after));
		for (size_t stage = 1; stage < row; stage++)
			expected[future->in[day] * row + stage] += today[stage];
	}
	free(entries);
}
