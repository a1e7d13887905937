#include <inttypes.h>

#include "time/zone.h"

#include "isotime.h"
#include "timeformat.h"
#include "timeguess.h"
#include "times.h"

/* The reading as a person would check it, such as 2026-04-03T00:00:00Z. */
static const char *
show(char buf[INSTANT_TEXT_MAX], const struct reading *reading)
{
	size_t len = reading->day ?
	    date_format(buf, floor_div(reading->usec, USEC_PER_DAY)) :
	    instant_format(buf, reading->usec);

	if (!reading->day && !reading->zoned)
		len--;
	buf[len] = '\0';
	return buf;
}

/* Whether they are different instants, in the zone of times that name none. */
static bool
differ(const struct times *times, const struct reading *a, const struct reading *b)
{
	return a->usec != b->usec || (times->zone != NULL && a->zoned != b->zoned);
}

static const struct list *
month_names(const struct times *times)
{
	return times->months.count > 0 ? &times->months : NULL;
}

/* Why no format fits, and formats that would. */
static int
fits_none(const struct times *times, struct span text, struct reason *why)
{
	char guess[TIMEGUESS_MAX];
	char quoted[QUOTED_MAX];

	timeguess(guess, month_names(times), text);
	if (times->count == 0)
		return fail(
		    why, "%s is not an ISO 8601 time%s", quote(quoted, text), guess);
	return fail(why, "%s is not a time of the given format%s%s", quote(quoted, text),
	    times->count == 1 ? "" : "s", guess);
}

static bool
read_by(struct times *times, const char *format, struct span text, struct reading *reading)
{
	if (format[0] != '%' && strcmp(format, "iso") == 0)
		return isotime_read(&times->memo, text, reading) &&
		    reading->usec >= INSTANT_MIN && reading->usec < INSTANT_END;
	return timeformat_read(format, month_names(times), text, reading);
}

/* Tries all formats, unless it is known that they agree. */
static int
read_any(struct times *times, struct span text, struct reading *reading, struct reason *why)
{
	const char *first = NULL;
	char quoted[QUOTED_MAX];

	for (size_t i = 0; i < times->count; i++) {
		const char *format = times->format[i];
		struct reading other;

		if (!read_by(times, format, text, &other))
			continue;
		if (first != NULL && differ(times, reading, &other)) {
			char one[INSTANT_TEXT_MAX];
			char two[INSTANT_TEXT_MAX];

			return fail(why, "%s is %s by '%s' and %s by '%s'",
			    quote(quoted, text), show(one, reading), first,
			    show(two, &other), format);
		}
		if (first == NULL) {
			*reading = other;
			first = format;
		}
		if (times->agree)
			return 0;
	}
	return first != NULL ? 0 : fits_none(times, text, why);
}

bool
times_read_clock(struct times *times, struct span text, int64_t *usec)
{
	bool utc = text.len == 20 && text.ptr[19] == 'Z';
	struct reason ignored;

	if (!(utc || (text.len == 19 && times->zone == NULL)) || text.ptr[16] != ':' ||
	    instant_parse_row(&times->memo, text, usec, &ignored) != 0 ||
	    instant_sentinel(*usec))
		return false;
	*(utc ? &times->named : &times->bare) += 1;
	return true;
}

static int
place_in_zone(
    struct times *times, struct span text, struct reading *reading, struct reason *why)
{
	char quoted[QUOTED_MAX];
	enum zone_fit fit;
	int64_t usec;

	if (reading->zoned || times->zone == NULL)
		return 0;
	fit = zone_instant(reading->usec, &usec);
	if (instant_check(usec, text, why) != 0)
		return -1;
	if (reading->day)
		return 0;
	if (fit == ZONE_SKIPPED)
		return fail(why, "%s is a time that clocks in %s skipped",
		    quote(quoted, text), times->zone);
	times->twice += fit == ZONE_TWICE;
	reading->usec = usec;
	return 0;
}

static bool
is_midnight(const struct reading *reading)
{
	return !reading->day && !reading->zoned &&
	    floor_div(reading->usec, USEC_PER_DAY) * USEC_PER_DAY == reading->usec;
}

/* In a ledger, a midnight of no zone is how databases write a day. */
static void
take_midnight(struct times *times, struct reading *reading)
{
	bool midnight = times->zone == NULL && is_midnight(reading);

	times->midnights += midnight;
	reading->day = reading->day || midnight;
	times->moments += !reading->day;
}

/* Reads text, in no zone yet. */
static int
read_text(
    struct times *times, struct span text, struct reading *reading, struct reason *why)
{
	if (text.len == 0)
		return fail(why, "is empty");
	if (times->count > 0)
		return read_any(times, text, reading, why);
	if (!isotime_read(&times->memo, text, reading))
		return fits_none(times, text, why);
	return instant_check(reading->usec, text, why);
}

static int
read_instant(
    struct times *times, struct span text, struct reading *reading, struct reason *why)
{
	if (read_text(times, text, reading, why) != 0)
		return -1;
	*(reading->zoned ? &times->named : &times->bare) += 1;
	if (times->ledger)
		take_midnight(times, reading);
	return place_in_zone(times, text, reading, why);
}

static bool
is_number(struct span text)
{
	struct span left = text;
	uint64_t number;

	return digits_take(&left, DIGITS_MAX, &number) > 0 &&
	    (left.len == 0 || left.ptr[0] == '.');
}

/* Counts a sentinel. A number may count other units than the format says. */
static void
take_sentinel(struct times *times, struct span text, const struct reading *reading)
{
	char guess[TIMEGUESS_MAX] = "";
	char quoted[QUOTED_MAX], shown[INSTANT_TEXT_MAX];

	if (times->sentinels++ > 0)
		return;
	if (is_number(text))
		timeguess(guess, NULL, text);
	fail(&times->sentinel, "%s, is %s%s", quote(quoted, text), show(shown, reading),
	    guess);
}

int
times_read(
    struct times *times, struct span text, struct reading *reading, struct reason *why)
{
	if (times->count == 0 && !times->ledger &&
	    times_read_clock(times, text, &reading->usec)) {
		reading->day = false;
		reading->zoned = true;
		reading->clock = (struct span){ text.ptr, 19 };
		return 0;
	}
	if (read_instant(times, text, reading, why) != 0)
		return -1;
	if (instant_sentinel(reading->usec))
		take_sentinel(times, text, reading);
	return 0;
}

int
times_read_day(
    struct times *times, struct span text, struct reading *reading, struct reason *why)
{
	if (read_text(times, text, reading, why) != 0)
		return -1;
	reading->day = reading->day || is_midnight(reading);
	if (instant_sentinel(reading->usec))
		take_sentinel(times, text, reading);
	return 0;
}

int64_t
times_midnight(const struct times *times, int64_t usec)
{
	if (times->zone != NULL)
		zone_instant(usec, &usec);
	return usec;
}

void
times_report(const struct times *times)
{
	if (times->sentinels > 0)
		diag_note("%" PRIu64 " time%s before 1990 or from 2050 on: the first, %s",
		    times->sentinels, times->sentinels == 1 ? " is" : "s are",
		    times->sentinel.text);
	if (!times->ledger && times->zone == NULL && times->named > 0 && times->bare > 0)
		diag_note("%" PRIu64 " time%s no zone, and %s taken as UTC, while others name "
			  "one: say theirs with --zone",
		    times->bare, times->bare == 1 ? " names" : "s name",
		    times->bare == 1 ? "is" : "are");
	if (times->twice > 0)
		diag_note("%" PRIu64
			  " time%s that clocks in %s showed twice: the first is taken",
		    times->twice, times->twice == 1 ? "" : "s", times->zone);
	if (times->midnights > 0 && times->moments > 0)
		diag_note("%" PRIu64 " midnight%s taken as day%s, beside %" PRIu64
			  " other time%s; with --zone none would be",
		    times->midnights, times->midnights == 1 ? "" : "s",
		    times->midnights == 1 ? "" : "s", times->moments,
		    times->moments == 1 ? "" : "s");
}
