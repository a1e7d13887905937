#include <stdlib.h>
#include <string.h>

#include "base/digits.h"
#include "base/mem.h"
#include "time/civil.h"
#include "time/instant.h"
#include "time/workdays.h"

enum { DATE_LEN = 10, CLOCK_LEN = 5, MONDAY = -3 }; /* 1969-12-29 */

#define USEC_PER_MINUTE (60 * USEC_PER_SEC)

/* The day of the week, 0 for Mon, of that name; -1 if it is none. */
static int
weekday_named(struct span text)
{
	static const char *const names[WEEKDAYS] = { "Mon", "Tue", "Wed", "Thu", "Fri",
		"Sat", "Sun" };

	for (int i = 0; i < WEEKDAYS; i++)
		if (span_equal(text, span_of(names[i])))
			return i;
	return -1;
}

static int
parse_date(struct span text, int64_t *date)
{
	struct reason why;
	bool zoned;
	int64_t usec;

	if (text.len != DATE_LEN || instant_parse(text, &usec, &zoned, &why) != 0)
		return -1;
	*date = floor_div(usec, USEC_PER_DAY);
	return 0;
}

/* 09:00, up to 24:00. */
static int
parse_clock(struct span text, int64_t *usec)
{
	struct span left = text;
	uint64_t hour, minute;

	if (text.len != CLOCK_LEN || digits_take(&left, 2, &hour) != 2 ||
	    !span_take_char(&left, ':') || digits_take(&left, 2, &minute) != 2 ||
	    minute > 59 || hour * 60 + minute > UINT64_C(24) * 60)
		return -1;
	*usec = (int64_t)(hour * 60 + minute) * USEC_PER_MINUTE;
	return 0;
}

static int
parse_span(const struct span row[WORK_COLUMNS], struct workspan *span,
    enum workcolumn *column, struct reason *why)
{
	*column = row[WORK_FROM].len == 0 ? WORK_FROM : WORK_UNTIL;
	if (row[*column].len == 0)
		return fail(why, "is empty, though the row has the other end of the span");
	*column = WORK_FROM;
	if (parse_clock(row[WORK_FROM], &span->from) != 0 || span->from == USEC_PER_DAY)
		return fail_quoted(
		    why, row[WORK_FROM], "is not a time of day such as 09:00");
	*column = WORK_UNTIL;
	if (parse_clock(row[WORK_UNTIL], &span->until) != 0)
		return fail_quoted(
		    why, row[WORK_UNTIL], "is not a time of day such as 17:00 or 24:00");
	if (span->until <= span->from)
		return fail_quoted(why, row[WORK_UNTIL],
		    "is not after from; a span over midnight is written as two");
	return 0;
}

static int
overlap(const struct workspan *other, struct reason *why)
{
	int from = (int)(other->from / USEC_PER_MINUTE);
	int until = (int)(other->until / USEC_PER_MINUTE);

	return fail(why, "the span overlaps that from %02d:%02d until %02d:%02d", from / 60,
	    from % 60, until / 60, until % 60);
}

/* Puts a span in its place among those of the day. */
static int
add_span(struct workday *day, struct workspan span, struct reason *why)
{
	size_t at = 0;

	if (day->given && day->count == 0)
		return fail(why, "the day is free by a row before, and has a span here");
	while (at < day->count && day->span[at].until <= span.from)
		at++;
	if (at < day->count && day->span[at].from < span.until)
		return overlap(&day->span[at], why);
	day->span = mem_resize(day->span, day->count + 1, sizeof(*day->span));
	memmove(day->span + at + 1, day->span + at, (day->count - at) * sizeof(*day->span));
	day->span[at] = span;
	day->count++;
	day->given = true;
	return 0;
}

static int
add_free(struct workday *day, struct reason *why)
{
	if (day->given)
		return fail(why, "the day has a row before, and is free here");
	day->given = true;
	return 0;
}

/* The place of the first date that is not before this one. */
static size_t
place_of(const struct workdays *workdays, int64_t date)
{
	size_t low = 0;
	size_t high = workdays->date_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (workdays->dates[middle].date < date)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool
has_date(const struct workdays *workdays, size_t place, int64_t date)
{
	return place < workdays->date_count && workdays->dates[place].date == date;
}

/* The day of a date, which is added if it is not there. */
static struct workday *
put_date(struct workdays *workdays, int64_t date)
{
	size_t place = place_of(workdays, date);
	struct workdate *at;

	if (has_date(workdays, place, date))
		return &workdays->dates[place].day;
	workdays->dates = mem_grow(workdays->dates, workdays->date_count,
	    &workdays->date_room, sizeof(*workdays->dates));
	at = workdays->dates + place;
	memmove(at + 1, at, (workdays->date_count - place) * sizeof(*at));
	*at = (struct workdate){ .date = date };
	workdays->date_count++;
	return &at->day;
}

int
workdays_add(struct workdays *workdays, const struct span row[WORK_COLUMNS],
    enum workcolumn *column, struct reason *why)
{
	bool free_row = row[WORK_FROM].len == 0 && row[WORK_UNTIL].len == 0;
	int weekday = weekday_named(row[WORK_DAY]);
	struct workspan span;
	struct workday *day;
	int64_t date = 0;

	*column = WORK_DAY;
	if (weekday < 0 && parse_date(row[WORK_DAY], &date) != 0)
		return fail_quoted(why, row[WORK_DAY],
		    "is neither a weekday, Mon to Sun, nor a date such as 2026-12-24");
	if (!free_row && parse_span(row, &span, column, why) != 0)
		return -1;
	*column = WORK_DAY;
	day = weekday >= 0 ? &workdays->week[weekday] : put_date(workdays, date);
	if (free_row)
		return add_free(day, why);
	if (day->count > 0)
		*column = WORK_FROM;
	return add_span(day, span, why);
}

void
workdays_free(struct workdays *workdays)
{
	for (int i = 0; i < WEEKDAYS; i++)
		free(workdays->week[i].span);
	for (size_t i = 0; i < workdays->date_count; i++)
		free(workdays->dates[i].day.span);
	free(workdays->dates);
}

bool
workdays_any(const struct workdays *workdays)
{
	for (int i = 0; i < WEEKDAYS; i++)
		if (workdays->week[i].count > 0)
			return true;
	return false;
}

struct measure
workdays_measure(const struct workdays *workdays)
{
	struct measure measure = { 0, 0 };

	for (int i = 0; i < WEEKDAYS; i++) {
		const struct workday *day = &workdays->week[i];
		int64_t usec = workspans_until(day->span, day->count, USEC_PER_DAY);

		measure.week += usec;
		if (usec > measure.day)
			measure.day = usec;
	}
	return measure;
}

const struct workday *
workdays_on(const struct workdays *workdays, int64_t date)
{
	size_t place = place_of(workdays, date);
	int64_t from_monday = date - MONDAY;

	if (has_date(workdays, place, date))
		return &workdays->dates[place].day;
	return &workdays->week[from_monday - floor_div(from_monday, WEEKDAYS) * WEEKDAYS];
}
