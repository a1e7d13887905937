#include <math.h>

#include "logrank.h"
#include "streams.h"

/* Chi-square is no guide where fewer ends are expected. */
static const double EXPECTED_MIN = 5;

/*
 * Sums over the times up to now. What a cell expects is a sum of its own, but as long as
 * its r1 stays, it grows by r1 times what the first of these grows by; and its variance
 * by r1 times the second less r1^2 times the third. So a time costs nothing for the cells
 * of which no visit ends or joins then.
 */
struct sums {
	double hazard; /* of d/r */
	double first, second; /* of d (r - d)/(r - 1) / r, and the same / r */
	uint64_t ended, varied; /* visits; times at which not all visits end */
};

/* A cell among others. */
struct side {
	int64_t at_risk, ended;
	double expected, variance;
	struct sums known; /* up to its latest end or joining */
	uint64_t chances; /* times with a variance and with visits of this cell at risk */
	struct sums alone; /* only the counts: of times at which no others were at risk */
};

struct test {
	struct side *sides;
	size_t present; /* how many of them have visits at risk */
	int64_t at_risk;
	struct sums sums;
	/* The completions at one time: which sides, and how many each. */
	struct ending {
		size_t side;
		int64_t ended;
	} *endings;
	size_t ending_count;
};

/* Brings a side up to date, before its visits at risk change. */
static void
catch_up(const struct test *test, struct side *side)
{
	double at_risk = (double)side->at_risk;
	const struct sums *sums = &test->sums;

	side->expected += at_risk * (sums->hazard - side->known.hazard);
	side->variance += at_risk * (sums->first - side->known.first) -
	    at_risk * at_risk * (sums->second - side->known.second);
	if (side->at_risk > 0)
		side->chances += sums->varied - side->known.varied;
	side->known = *sums;
}

static void
add_at_risk(struct test *test, struct side *side, int64_t visits)
{
	bool before = side->at_risk > 0;

	side->at_risk += visits;
	test->at_risk += visits;
	test->present += side->at_risk > 0;
	test->present -= before;
}

/* Some visits end at a time. Sums and sides with ends are brought to it. */
static void
fall(struct test *test)
{
	int64_t ended = 0;
	double at_risk = (double)test->at_risk;
	double first;

	for (size_t i = 0; i < test->ending_count; i++)
		ended += test->endings[i].ended;
	test->sums.hazard += (double)ended / at_risk;
	test->sums.ended += (uint64_t)ended;
	if (ended < test->at_risk) {
		first = (double)ended * (double)(test->at_risk - ended) / (at_risk - 1) /
		    at_risk;
		test->sums.first += first;
		test->sums.second += first / at_risk;
		test->sums.varied++;
	}
	/* If there is only one side at risk, it is that whose visits end. */
	if (test->present == 1) {
		struct sums *alone = &test->sides[test->endings->side].alone;

		alone->ended += (uint64_t)ended;
		alone->varied += ended < test->at_risk;
	}
	for (size_t i = 0; i < test->ending_count; i++) {
		struct side *side = &test->sides[test->endings[i].side];

		catch_up(test, side);
		side->ended += test->endings[i].ended;
		add_at_risk(test, side, -test->endings[i].ended);
	}
	test->ending_count = 0;
}

/* Notes that visits end at the time at hand. */
static void
add_ending(struct test *test, size_t side, int64_t ended)
{
	struct ending *last = test->endings + test->ending_count - 1;

	if (test->ending_count > 0 && last->side == side)
		last->ended += ended;
	else
		test->endings[test->ending_count++] = (struct ending){ side, ended };
}

/*
 * The streams of a side are 2 side, of the visits that joined, and 2 side + 1, of all
 * others: at the same age, visits join before open ones leave.
 */
static void
run(struct test *test, struct streams *streams)
{
	struct tally tally;
	uint64_t time = 0;
	size_t stream;

	while (streams_next(streams, &tally, &stream)) {
		struct side *side = &test->sides[stream / 2];
		bool joins = stream % 2 == 0;

		if (tally.mark != time && test->ending_count > 0)
			fall(test);
		time = tally.mark;
		if (tally_completed(&tally) > 0) {
			add_ending(test, stream / 2, (int64_t)tally.count);
			continue;
		}
		catch_up(test, side);
		add_at_risk(test, side, joins ? (int64_t)tally.count : -(int64_t)tally.count);
	}
	if (test->ending_count > 0)
		fall(test);
}

static void
set_result(const struct test *test, struct side *side, struct cell *cell)
{
	const struct sums *all = &test->sums;
	double ended = (double)side->ended;
	double other_ended, other_expected;

	catch_up(test, side);
	cell->speed = cell->p_value = NAN;
	other_ended = (double)((int64_t)all->ended - side->ended);
	/* Whether the sums are 0 is asked of whole numbers: those have rounding errors. */
	if (side->expected <= 0 || all->ended == side->alone.ended)
		return;
	other_expected = (double)all->ended - side->expected;
	if (other_ended > 0)
		cell->speed = ended / side->expected / (other_ended / other_expected);
	if (side->chances == side->alone.varied || side->expected < EXPECTED_MIN ||
	    other_expected < EXPECTED_MIN)
		return;
	cell->p_value =
	    erfc(fabs(ended - side->expected) / sqrt(2 * side->variance));
}

void
logrank(struct cell *const *cells, size_t count)
{
	struct test test = { .sides = mem_new(count, sizeof(*test.sides)),
		.endings = mem_new(2 * count, sizeof(*test.endings)) };
	struct durations none = { 0 };
	struct streams streams;

	streams_begin(&streams, 2 * count);
	for (size_t i = 0; i < count; i++) {
		streams_add(&streams, cells[i]->joined != NULL ? cells[i]->joined : &none);
		streams_add(&streams, &cells[i]->visits);
		add_at_risk(&test, &test.sides[i], cell_at_risk(cells[i]));
	}
	run(&test, &streams);
	streams_end(&streams);
	for (size_t i = 0; i < count; i++)
		set_result(&test, &test.sides[i], cells[i]);
	free(test.sides);
	free(test.endings);
}
