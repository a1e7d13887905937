/*
 * Rows of a calendar, leadflow-calendar(5), against a bit for each minute of the week. Each
 * byte of the input is a cell, a TAB or an LF, or stands for itself.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/text.h"
#include "time/workclock.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { WEEK_MINUTES = 7 * 1440, PIECES = 32 };

#define MINUTE (60 * USEC_PER_SEC)
#define A_MONDAY (-3 * USEC_PER_DAY)

/* Those that the seeded target comes to most are at 0, 1, 2, 9, 10, 13, 15, 27 and 31. */
static const char *const pieces[PIECES] = { "Mon", "09:00", "12:30", "Tue", "Wed", "Thu",
	"Fri", "Sat", "Sun", "\t", "\n", "17:00", "\tTue\t", "\nMon\t", "2026-03-29",
	"\nTue\t", "24:00", "23:59", "2026-02-30", "24:01", "9:00", "00:00", "Mo", "13:00",
	"00:01", "2024-02-29", "\nSun\t09:00\t", "\t17:00", "10:00\t11:00", "-", "12:60",
	"\nMon\t09:00" };

static void
expect(bool truth)
{
	if (!truth)
		abort();
}

static int
minute_of(struct span clock)
{
	const char *at = clock.ptr;

	return ((at[0] - '0') * 10 + at[1] - '0') * 60 + (at[3] - '0') * 10 + at[4] - '0';
}

/* Marks the minutes of a row that was taken, if it is one of a weekday. */
static void
mark(bool *week, const struct span row[WORK_COLUMNS])
{
	static const char days[] = "MonTueWedThuFriSatSun";

	for (int day = 0; day < WEEKDAYS; day++) {
		if (row[WORK_FROM].len == 0 || row[WORK_DAY].len != 3 ||
		    memcmp(row[WORK_DAY].ptr, days + day * 3, 3) != 0)
			continue;
		for (int i = minute_of(row[WORK_FROM]); i < minute_of(row[WORK_UNTIL]); i++) {
			expect(!week[day * 1440 + i]);
			week[day * 1440 + i] = true;
		}
	}
}

static void
add_line(struct workdays *workdays, bool *week, struct span line)
{
	struct span row[WORK_COLUMNS] = { { "", 0 }, { "", 0 }, { "", 0 } };
	enum workcolumn column = WORK_COLUMNS;
	struct reason why = { "" };

	for (int i = 0; i < WORK_COLUMNS; i++)
		if (!span_take(&line, '\t', &row[i]))
			row[i] = (struct span){ "", 0 };
	if (workdays_add(workdays, row, &column, &why) == 0)
		mark(week, row);
	else
		expect(why.text[0] != '\0' && column < WORK_COLUMNS);
}

/* In UTC, where no clock changes, and in a week whose days are no dates of the calendar. */
static void
check(struct workclock *clock, const bool *week)
{
	int64_t sum = 0;

	for (int i = 0; i < WEEK_MINUTES; i++) {
		if (i % 97 == 0)
			expect(workclock_between(clock, A_MONDAY,
				   A_MONDAY + i * MINUTE) == sum * MINUTE);
		sum += week[i];
	}
	expect(workclock_measure(clock).week == sum * MINUTE);
	expect(workclock_between(clock, A_MONDAY, A_MONDAY + 7 * USEC_PER_DAY) ==
	    sum * MINUTE);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct workdays workdays = { 0 };
	bool week[WEEK_MINUTES] = { false };
	struct text text = { NULL, 0, 0 };
	struct span left, line;

	for (size_t i = 0; i < size; i++)
		if (data[i] % 7 == 6 && data[i] > 200)
			text_add(&text, (struct span){ (const char *)data + i, 1 });
		else
			text_add(&text, span_of(pieces[data[i] % PIECES]));
	left = text_span(&text);
	while (span_take(&left, '\n', &line))
		add_line(&workdays, week, line);
	if (workdays_any(&workdays)) {
		struct workclock *clock = workclock_new(workdays);

		check(clock, week);
		workclock_free(clock);
	} else {
		workdays_free(&workdays);
	}
	text_free(&text);
	return 0;
}
