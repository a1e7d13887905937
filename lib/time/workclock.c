#include <stdlib.h>

#include "base/mem.h"
#include "time/instant.h"
#include "time/workclock.h"
#include "time/zone.h"

enum { PAGE_DAYS = 256 };

/* The day before year 1, in any zone, and the number of pages up to year 10000. */
#define FIRST_DAY (INSTANT_MIN / USEC_PER_DAY - 2)
#define PAGES ((INSTANT_END - INSTANT_MIN) / USEC_PER_DAY / PAGE_DAYS + 2)

struct day {
	int64_t start; /* its first instant */
	int64_t before; /* what the clock shows then */
	const struct workspan *span; /* in microseconds after start */
	size_t spans;
};

struct page {
	struct day day[PAGE_DAYS + 1]; /* the last one is the first of the next page */
};

/* A day on which clocks change: its spans are not as long as clocks show. */
struct changed {
	struct changed *next;
	struct workday work;
};

/*
 * Days have numbers from FIRST_DAY on, and come in pages. A page is made when an instant
 * on it is asked for. What the clock shows where a page begins is known for all pages from
 * `first` to `last`; it is 0 where the first page begins that was asked for.
 */
struct workclock {
	struct workdays workdays;
	struct changed *changed;
	int64_t east; /* the offset of the zone on the page made last: a guess */
	struct page *pages[PAGES];
	int64_t before[PAGES];
	size_t first, last;
	bool begun;
};

struct workclock *
workclock_new(struct workdays workdays)
{
	struct workclock *clock = mem_new(1, sizeof(*clock));

	clock->workdays = workdays;
	return clock;
}

void
workclock_free(struct workclock *clock)
{
	if (clock == NULL)
		return;
	for (size_t i = clock->first; i <= clock->last; i++)
		free(clock->pages[i]);
	while (clock->changed != NULL) {
		struct changed *changed = clock->changed;

		clock->changed = changed->next;
		free(changed->work.span);
		free(changed);
	}
	workdays_free(&clock->workdays);
	free(clock);
}

struct measure
workclock_measure(const struct workclock *clock)
{
	return workdays_measure(&clock->workdays);
}

/* The instant at which clocks show that local time, but from `least` to `most`. */
static int64_t
instant_between(int64_t local, int64_t least, int64_t most)
{
	int64_t usec;

	zone_instant(local, &usec);
	return usec < least ? least : usec > most ? most : usec;
}

/* The spans of a day on which clocks change, which begins at start, and ends at end. */
static const struct workday *
change(struct workclock *clock, const struct workday *shown, int64_t date, int64_t start,
    int64_t end)
{
	struct changed *changed = mem_new(1, sizeof(*changed));
	struct workspan *spans = mem_new(shown->count, sizeof(*spans));
	int64_t local = date * USEC_PER_DAY;
	int64_t least = start;

	for (size_t i = 0; i < shown->count; i++) {
		int64_t from = instant_between(local + shown->span[i].from, least, end);
		int64_t until = instant_between(local + shown->span[i].until, from, end);

		spans[i] = (struct workspan){ from - start, until - start };
		least = until;
	}
	*changed = (struct changed){ clock->changed, { spans, shown->count, true } };
	clock->changed = changed;
	return &changed->work;
}

/* The spans of a day. One of 24 hours is as clocks show it: they change once at most. */
static const struct workday *
work_of(struct workclock *clock, int64_t date, int64_t start, int64_t end)
{
	const struct workday *shown = workdays_on(&clock->workdays, date);

	return end - start == USEC_PER_DAY || shown->count == 0 ?
	    shown :
	    change(clock, shown, date, start, end);
}

/* The first instant of the day after one that begins at start. *east is the offset at each. */
static int64_t
next_start(int64_t date, int64_t start, int64_t *east)
{
	int64_t next = start + USEC_PER_DAY;
	int64_t before = *east;

	*east = zone_east(next);
	/* Mostly clocks do not change. */
	if (*east == before && next + before == (date + 1) * USEC_PER_DAY)
		return next;
	next = instant_between((date + 1) * USEC_PER_DAY, start, INT64_MAX);
	*east = zone_east(next);
	return next;
}

/* Makes the days of a page; before is what the clock shows where it begins. */
static void
fill(struct workclock *clock, size_t number, int64_t before, struct page *page)
{
	int64_t date = FIRST_DAY + (int64_t)number * PAGE_DAYS;
	int64_t start = instant_between(date * USEC_PER_DAY, INT64_MIN, INT64_MAX);
	int64_t east = zone_east(start);

	for (size_t i = 0; i < PAGE_DAYS; i++, date++) {
		int64_t end = next_start(date, start, &east);
		const struct workday *work = work_of(clock, date, start, end);

		page->day[i] = (struct day){ start, before, work->span, work->count };
		before += workspans_until(work->span, work->count, end - start);
		start = end;
	}
	page->day[PAGE_DAYS] = (struct day){ .start = start, .before = before };
}

/* How long people work on the days of a page. */
static int64_t
page_total(struct workclock *clock, size_t number)
{
	struct page page;

	fill(clock, number, 0, &page);
	return page.day[PAGE_DAYS].before;
}

static struct page *
make_page(struct workclock *clock, size_t number)
{
	if (!clock->begun) {
		clock->begun = true;
		clock->first = clock->last = number;
	}
	for (; clock->last < number; clock->last++)
		clock->before[clock->last + 1] =
		    clock->before[clock->last] + page_total(clock, clock->last);
	for (; clock->first > number; clock->first--)
		clock->before[clock->first - 1] =
		    clock->before[clock->first] - page_total(clock, clock->first - 1);
	clock->pages[number] = mem_new(1, sizeof(**clock->pages));
	fill(clock, number, clock->before[number], clock->pages[number]);
	clock->east = zone_east(clock->pages[number]->day[0].start);
	return clock->pages[number];
}

/* The day of that number, counted from FIRST_DAY. */
static const struct day *
day_at(struct workclock *clock, size_t number)
{
	struct page *page = clock->pages[number / PAGE_DAYS];

	if (page == NULL)
		page = make_page(clock, number / PAGE_DAYS);
	return &page->day[number % PAGE_DAYS];
}

/* What the clock shows at that instant. */
static int64_t
show(struct workclock *clock, int64_t usec)
{
	uint64_t since_first = (uint64_t)(usec + clock->east - FIRST_DAY * USEC_PER_DAY);
	size_t number = since_first / (uint64_t)USEC_PER_DAY;
	const struct day *day = day_at(clock, number);

	/* The guess is wrong for an hour of some days. */
	while (usec < day->start)
		day = day_at(clock, --number);
	while (usec >= day[1].start)
		day = day_at(clock, ++number);
	return day->before + workspans_until(day->span, day->spans, usec - day->start);
}

int64_t
workclock_between(struct workclock *clock, int64_t from, int64_t until)
{
	return show(clock, until) - show(clock, from);
}
