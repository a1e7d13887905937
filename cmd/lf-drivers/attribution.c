#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "report/grouping.h"

#include "attribution.h"

/* Credits looked up before: a few drivers touch most leads, so most need no hash. */
enum { RECENT = 1024 };

struct attribution {
	struct map *map;
	uint64_t counted; /* credits with a place */
	struct {
		struct credit_key key;
		struct credit *credit; /* NULL: none yet */
	} recent[RECENT];
};

static struct span
key_bytes(const struct credit_key *key)
{
	return (struct span){ (const char *)key, sizeof(*key) };
}

struct attribution *
attribution_new(void)
{
	struct attribution *attribution = mem_new(1, sizeof(*attribution));

	attribution->map = map_new(sizeof(struct credit), sizeof(uint64_t));
	return attribution;
}

void
attribution_free(struct attribution *attribution)
{
	struct map_cursor cursor = { 0 };
	const struct credit *credit;

	while ((credit = map_next(attribution->map, &cursor)) != NULL) {
		for (int i = IN; i < DIRECTIONS; i++)
			pace_free(credit->touched[i].ages);
		pace_free(credit->all);
	}
	map_free(attribution->map);
	free(attribution);
}

struct credit_key
attribution_key(const struct attribution *attribution, const struct credit *credit)
{
	struct credit_key key;

	memcpy(&key, map_key(attribution->map, credit).ptr, sizeof(key));
	return key;
}

const struct credit *
attribution_all(const struct attribution *attribution, const struct credit_key *key)
{
	struct credit_key all = { key->group, key->stage, 0 };

	return map_get(attribution->map, key_bytes(&all));
}

struct credit **
attribution_credits(const struct attribution *attribution, size_t *count)
{
	struct credit **credits = mem_new(map_count(attribution->map), sizeof(*credits));
	struct map_cursor cursor = { 0 };
	struct credit *credit;

	*count = attribution->counted;
	while ((credit = map_next(attribution->map, &cursor)) != NULL)
		if (credit->place > 0)
			credits[credit->place - 1] = credit;
	return credits;
}

static size_t
place_of(uint32_t group, uint32_t stage, uint32_t driver)
{
	return (driver + stage * 61u + group * 487u) % RECENT;
}

/* A credit, which may not have been counted yet. */
static struct credit *
find(struct attribution *attribution, uint32_t group, uint32_t stage, uint32_t driver)
{
	size_t place = place_of(group, stage, driver);
	struct credit_key *known = &attribution->recent[place].key;
	struct credit **credit = &attribution->recent[place].credit;
	bool fresh;

	if (*credit == NULL || known->driver != driver || known->stage != stage ||
	    known->group != group) {
		*known = (struct credit_key){ group, stage, driver };
		*credit = map_put(attribution->map, key_bytes(known), &fresh);
	}
	return *credit;
}

struct credit *
attribution_of(
    struct attribution *attribution, uint32_t group, uint32_t stage, uint32_t driver)
{
	struct credit *credit = find(attribution, group, stage, driver);

	if (credit->place == 0)
		credit->place = ++attribution->counted;
	return credit;
}

void
attribution_touched(struct attribution *attribution, uint32_t group, uint32_t stage,
    const struct touches *by, int64_t age)
{
	for (uint32_t i = by->earlier_count; i < by->count; i++) {
		uint32_t driver = touches_driver(by, i);
		struct credit *credit = find(attribution, group, stage, driver);

		pace_add(&credit->touched[OUT].ages, age, true, 1);
	}
}

void
attribution_count(struct attribution *attribution, const struct visit *visit,
    const struct touches *by, bool paced)
{
	struct credit *all = attribution_of(attribution, visit->group, visit->stage, 0);
	int64_t age = visit->end - visit->since;

	for (int direction = IN; direction < DIRECTIONS; direction++) {
		all->visits[direction]++;
		all->forward[direction] += visit->forward;
	}
	if (paced)
		pace_add(&all->all, age, !visit->forward, 1);
	for (uint32_t i = 0; i < by->count; i++) {
		enum direction direction = i < by->entry ? IN : OUT;
		struct credit *credit = attribution_of(
		    attribution, visit->group, visit->stage, touches_driver(by, i));

		credit->visits[direction]++;
		credit->forward[direction] += visit->forward;
		if (!paced || i >= by->earlier_count)
			continue;
		pace_add(&credit->touched[direction].ages, age, false, 1);
		credit->touched[direction].forward += visit->forward;
	}
}

static int
compare(const void *left, const void *right)
{
	const struct attribution_line *a = left;
	const struct attribution_line *b = right;
	uint64_t moves_a = a->credit->moves[a->direction];
	uint64_t moves_b = b->credit->moves[b->direction];
	int order = grouping_compare(a->group, b->group);

	if (order == 0)
		order = (a->place > b->place) - (a->place < b->place);
	if (order == 0)
		order = span_compare(a->stage, b->stage);
	if (order == 0)
		order = (a->direction > b->direction) - (a->direction < b->direction);
	if (order == 0)
		order = (moves_a < moves_b) - (moves_a > moves_b);
	return order != 0 ? order : span_compare(a->driver, b->driver);
}

struct attribution_line *
attribution_lines(const struct attribution *attribution, const struct names *groups,
    const struct names *names, const struct names *drivers, const struct stages *stages,
    uint64_t min, size_t *count)
{
	struct attribution_line *lines = NULL;
	struct map_cursor cursor = { 0 };
	const struct credit *credit;
	size_t room = 0;

	*count = 0;
	while ((credit = map_next(attribution->map, &cursor)) != NULL) {
		struct credit_key key = attribution_key(attribution, credit);

		for (int i = IN; key.driver != 0 && i < DIRECTIONS; i++) {
			if (credit->moves[i] < min ||
			    credit->moves[i] + credit->visits[i] == 0)
				continue;
			lines = mem_grow(lines, *count, &room, sizeof(*lines));
			lines[(*count)++] = (struct attribution_line){
				.group = names_text(groups, key.group),
				.stage = names_text(names, key.stage),
				.driver = names_text(drivers, key.driver),
				.place = stages_find(stages, names_text(names, key.stage)),
				.direction = (enum direction)i,
				.credit = credit,
				.all = attribution_all(attribution, &key),
			};
		}
	}
	if (lines != NULL)
		qsort(lines, *count, sizeof(*lines), compare);
	return lines;
}

/*
 * A bound of the ratio a/b: far and near are the bounds of a and b that move it away from
 * a/b. side is -1 for the lower bound and 1 for the upper one.
 */
static double
ratio_bound(double a, double far, double b, double near, int side)
{
	double square = a * b * a * b - far * (2 * a - far) * near * (2 * b - near);

	return (a * b + side * sqrt(square > 0 ? square : 0)) / (near * (2 * b - near));
}

/* The lift, if that share of visits is touched, with ratio times the chance of others. */
static double
lift_of(double ratio, double touched)
{
	return ratio / (touched * ratio + 1 - touched);
}

struct interval
attribution_interval(
    const struct credit *part, const struct credit *all, enum direction direction)
{
	double visits = (double)part->visits[direction];
	double forward = (double)part->forward[direction];
	double other_visits = (double)all->visits[direction] - visits;
	double other_forward = (double)all->forward[direction] - forward;
	double share = visits / (visits + other_visits);
	double a = forward / visits;
	double b = other_forward / other_visits;
	struct interval touched = wilson_interval(forward, visits);
	struct interval other = wilson_interval(other_forward, other_visits);
	struct interval lift = { 0, 1 / share };

	if (visits == 0 || other_visits == 0 || forward + other_forward == 0)
		return (struct interval){ NAN, NAN };
	if (forward > 0)
		lift.low = lift_of(ratio_bound(a, touched.low, b, other.high, -1), share);
	if (other.low > 0)
		lift.high = lift_of(ratio_bound(a, touched.high, b, other.low, 1), share);
	return lift;
}
