/*
 * Working time by counting minutes, for the tests of --calendar. It shares no code with
 * leadflow. The zone is TZ, by the C library.
 *
 * usage: worktime CALENDAR <INSTANTS
 *
 * Reads instants, microseconds since 1970, one a line, and writes for each how many
 * microseconds of work lie before it, from the minute of the earliest one on.
 *
 * A minute counts if the latest time that clocks have shown so far lies in a span of its
 * date. So a time that is skipped is reached at the end of the gap, and of one that comes
 * twice the first counts, as leadflow-calendar(5) says.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROWS_MAX = 1000, INSTANTS_MAX = 200000, MINUTES_BEFORE = 3 * 1440 };

struct row {
	char day[16];
	int from, until; /* minutes; both 0 for a free day */
};

static struct row rows[ROWS_MAX];
static int row_count;
static int64_t instants[INSTANTS_MAX];
static int instant_count;

static void
read_calendar(const char *path)
{
	FILE *file = fopen(path, "r");
	char line[256];

	if (file == NULL || fgets(line, sizeof(line), file) == NULL) {
		perror(path);
		exit(1);
	}
	while (fgets(line, sizeof(line), file) != NULL && row_count < ROWS_MAX) {
		struct row *row = &rows[row_count++];
		int h1 = 0, m1 = 0, h2 = 0, m2 = 0;

		sscanf(line, "%15[^\t\n]\t%d:%d\t%d:%d", row->day, &h1, &m1, &h2, &m2);
		row->from = h1 * 60 + m1;
		row->until = h2 * 60 + m2;
	}
	fclose(file);
}

/* Whether a time that clocks show, as a text of its date and its minute of day, is worked. */
static int
is_worked(const struct tm *tm)
{
	static const char *const names[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
	int minute = tm->tm_hour * 60 + tm->tm_min;
	const char *day = names[tm->tm_wday];
	char date[16];

	strftime(date, sizeof(date), "%Y-%m-%d", tm);
	for (int i = 0; i < row_count; i++)
		if (strcmp(rows[i].day, date) == 0)
			day = date;
	for (int i = 0; i < row_count; i++)
		if (strcmp(rows[i].day, day) == 0 && rows[i].from <= minute &&
		    minute < rows[i].until)
			return 1;
	return 0;
}

/* A number that grows as the time that clocks show. */
static int64_t
shown(const struct tm *tm)
{
	return ((((int64_t)tm->tm_year * 12 + tm->tm_mon) * 31 + tm->tm_mday) * 24 +
		   tm->tm_hour) *
	    60 +
	    tm->tm_min;
}

/* Sets worked[i] to the minutes of work before the minute first + i. */
static void
count(int64_t first, int64_t minutes, int32_t *worked)
{
	int64_t latest = INT64_MIN;
	int32_t sum = 0;
	int on = 0;

	for (int64_t i = -MINUTES_BEFORE; i < minutes; i++) {
		time_t at = (time_t)(first + i) * 60;
		struct tm tm;

		localtime_r(&at, &tm);
		if (shown(&tm) > latest) {
			latest = shown(&tm);
			on = is_worked(&tm);
		}
		if (i < 0)
			continue;
		worked[i] = sum;
		sum += on;
	}
	worked[minutes] = sum;
}

static int64_t
minute_of(int64_t usec)
{
	return usec / 60000000 - (usec % 60000000 < 0);
}

int
main(int argc, char **argv)
{
	int64_t least = INT64_MAX, most = INT64_MIN, start;
	int32_t *worked;

	if (argc != 2)
		return 2;
	read_calendar(argv[1]);
	while (instant_count < INSTANTS_MAX &&
	    scanf("%" SCNd64, &instants[instant_count]) == 1) {
		int64_t usec = instants[instant_count++];

		least = usec < least ? usec : least;
		most = usec > most ? usec : most;
	}
	if (instant_count == 0)
		return 0;
	start = minute_of(least);
	worked = malloc((size_t)(minute_of(most) - start + 2) * sizeof(*worked));
	if (worked == NULL)
		return 1;
	count(start, minute_of(most) - start + 1, worked);
	for (int i = 0; i < instant_count; i++) {
		int64_t at = minute_of(instants[i]) - start;
		int64_t rest = instants[i] - (start + at) * 60000000;

		printf("%" PRId64 "\n",
		    worked[at] * INT64_C(60000000) +
			(worked[at + 1] > worked[at] ? rest : 0));
	}
	free(worked);
	return 0;
}
