#include <stdlib.h>

#include "base/decimal.h"
#include "base/mem.h"
#include "time/instant.h"

#include "counts.h"

/* With it, sums of counts over days fit. */
#define COUNT_MAX INT64_C(1000000000000)

/* The list of a stage. */
struct level {
	bool listed; /* the first day counts it */
	bool counted; /* this day has counted it */
	int64_t count; /* on this day, or else on the day before */
	int64_t opening; /* when the period began */
	int64_t closing; /* on the last day so far */
	int128 sum; /* of the counts of the period's days */
};

struct counts {
	const struct stages *stages;
	const struct report *report;
	int64_t unit;
	struct level *levels; /* for each stage of the table */
	bool begun; /* a day has ended */
	int64_t period;
	int64_t opening_day, closing_day;
	int64_t days_counted; /* in the period */
};

struct counts *
counts_new(const struct stages *stages, const struct report *report, int64_t unit)
{
	struct counts *counts = mem_new(1, sizeof(*counts));

	counts->stages = stages;
	counts->report = report;
	counts->unit = unit;
	counts->levels = mem_new(stages->count, sizeof(*counts->levels));
	return counts;
}

void
counts_free(struct counts *counts)
{
	if (counts == NULL)
		return;
	free(counts->levels);
	free(counts);
}

int
counts_stage(
    const struct counts *counts, struct span stage, size_t *place, struct reason *why)
{
	char quoted[QUOTED_MAX];

	*place = stages_find(counts->stages, stage);
	if (*place == STAGE_NONE)
		return fail(why, "%s is not among the stages", quote(quoted, stage));
	if (counts->begun && !counts->levels[*place].listed)
		return fail(
		    why, "%s has no count on the first day", quote(quoted, stage));
	if (counts->levels[*place].counted)
		return fail(why, "%s is counted twice on this day", quote(quoted, stage));
	return 0;
}

int
counts_count(
    struct counts *counts, size_t place, struct span count, struct reason *why)
{
	struct level *level = &counts->levels[place];
	char quoted[QUOTED_MAX];
	int128 value;
	int places;

	if (decimal_parse(count, &value, &places, why) != 0)
		return -1;
	if (value < 0 || value % DECIMAL_ONE != 0 || value / DECIMAL_ONE > COUNT_MAX)
		return fail(why, "%s is not a count of leads", quote(quoted, count));
	level->count = (int64_t)(value / DECIMAL_ONE);
	level->counted = true;
	return 0;
}

void
counts_put_header(const struct counts *counts, struct out *out)
{
	report_put_header(counts->report, out);
	out_text(out, "stage\tdays\topening\tinflow\toutflow\tclosing\taverage\tmean\n");
}

/*
 * The row of a stage. All leads in it or in a later stage have entered it, so its
 * inflow is the change in their number. Its outflow is the change in the number of
 * those in later stages, which is beyond. By Little's law, the mean time in the
 * stage is its average count divided by its inflow per day.
 */
static void
put_level(const struct counts *counts, struct out *out, size_t at, int64_t beyond)
{
	const struct level *level = &counts->levels[at];
	int64_t inflow = beyond + level->closing - level->opening;
	int64_t days = counts->closing_day - counts->opening_day;

	report_put_period(counts->report, out, counts->period);
	out_span(out, counts->stages->stage[at].name);
	out_char(out, '\t');
	out_integer(out, days);
	out_char(out, '\t');
	out_integer(out, level->opening);
	out_char(out, '\t');
	out_integer(out, inflow);
	out_char(out, '\t');
	out_integer(out, beyond);
	out_char(out, '\t');
	out_integer(out, level->closing);
	out_char(out, '\t');
	report_put_ratio(out, level->sum, counts->days_counted, 4);
	out_char(out, '\t');
	report_put_ratio(out, inflow > 0 ? level->sum * days * USEC_PER_DAY : 0,
	    inflow > 0 ? (int128)counts->days_counted * inflow * counts->unit : 0, 4);
	out_char(out, '\n');
}

static void
put_period(const struct counts *counts, struct out *out)
{
	int64_t beyond = 0;

	for (size_t i = 0; i < counts->stages->count; i++)
		if (counts->levels[i].listed)
			beyond += counts->levels[i].closing - counts->levels[i].opening;
	for (size_t i = 0; i < counts->stages->count; i++) {
		const struct level *level = &counts->levels[i];

		if (!level->listed)
			continue;
		beyond -= level->closing - level->opening;
		put_level(counts, out, i, beyond);
	}
}

/* A period opens as the one before closed; the first opens with its first day. */
static void
open_period(struct counts *counts, int64_t period, int64_t day)
{
	counts->period = period;
	counts->opening_day = counts->begun ? counts->closing_day : day;
	counts->days_counted = 0;
	for (size_t i = 0; i < counts->stages->count; i++) {
		struct level *level = &counts->levels[i];

		level->opening = counts->begun ? level->closing : level->count;
		level->sum = 0;
	}
}

/* 0, or -1 and the reason if a list has no count. The lists are those of the first day. */
static int
check_day(struct counts *counts, int64_t day, struct reason *why)
{
	char quoted[QUOTED_MAX];
	char date[INSTANT_TEXT_MAX];
	size_t len = date_format(date, day);

	for (size_t i = 0; i < counts->stages->count; i++) {
		struct level *level = &counts->levels[i];

		if (!counts->begun)
			level->listed = level->counted;
		else if (level->listed && !level->counted)
			return fail(why, "no count of %s on %.*s",
			    quote(quoted, counts->stages->stage[i].name), (int)len,
			    date);
	}
	return 0;
}

int
counts_end_day(struct counts *counts, int64_t day, int64_t time, struct out *out,
    struct reason *why)
{
	struct calendar *calendar = counts->report->calendar;
	int64_t period = calendar != NULL ? calendar_at(calendar, time) : 0;

	if (check_day(counts, day, why) != 0)
		return -1;
	if (counts->begun && period != counts->period)
		put_period(counts, out);
	if (!counts->begun || period != counts->period)
		open_period(counts, period, day);
	counts->begun = true;
	counts->closing_day = day;
	counts->days_counted++;
	for (size_t i = 0; i < counts->stages->count; i++) {
		struct level *level = &counts->levels[i];

		level->closing = level->count;
		level->sum += level->count;
		level->counted = false;
	}
	return 0;
}

void
counts_finish(struct counts *counts, struct out *out)
{
	if (counts->begun)
		put_period(counts, out);
}
