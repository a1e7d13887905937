/*
 * The file of --calendar, leadflow-calendar(5): what is read of it, written as such a file, is
 * read the same again. Of a file with the three columns alone, the working time of all its days
 * is what its rows add up to. The input's first byte chooses the sizes of reads.
 */
#include "failing.h"

#include "base/text.h"
#include "time/civil.h"
#include "tsv/workfile.h"

#include "pieces.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define HEADER "day\tfrom\tuntil\n"

/* A span of a day, or none for a day that is free. */
static void
write_row(struct text *to, const char *day, const struct workspan *span)
{
	char row[64];
	int minutes[2] = { 0, 0 };
	int len;

	if (span != NULL)
		minutes[0] = (int)(span->from / 60 / USEC_PER_SEC);
	if (span != NULL)
		minutes[1] = (int)(span->until / 60 / USEC_PER_SEC);
	len = snprintf(row, sizeof(row), span != NULL ? "%s\t%02d:%02d\t%02d:%02d\n" : "%s\n",
	    day, minutes[0] / 60, minutes[0] % 60, minutes[1] / 60, minutes[1] % 60);
	text_add(to, (struct span){ row, (size_t)len });
}

static void
write_day(struct text *to, const char *day, const struct workday *of)
{
	if (of->given && of->count == 0)
		write_row(to, day, NULL);
	for (size_t i = 0; i < of->count; i++) {
		expect(of->given && of->span[i].from < of->span[i].until);
		expect(i == 0 || of->span[i - 1].until <= of->span[i].from);
		write_row(to, day, &of->span[i]);
	}
}

static void
write_days(struct text *to, const struct workdays *days)
{
	static const char *const names[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
	char date[DATE_TEXT_MAX];

	text_add(to, span_of(HEADER));
	for (size_t i = 0; i < WEEKDAYS; i++)
		write_day(to, names[i], &days->week[i]);
	for (size_t i = 0; i < days->date_count; i++) {
		expect(i == 0 || days->dates[i - 1].date < days->dates[i].date);
		date[date_format(date, days->dates[i].date)] = '\0';
		write_day(to, date, &days->dates[i].day);
	}
}

static int64_t
minutes_of(const struct workday *day)
{
	int64_t sum = 0;

	for (size_t i = 0; i < day->count; i++)
		sum += (day->span[i].until - day->span[i].from) / 60 / USEC_PER_SEC;
	return sum;
}

static int64_t
minutes_in(const struct workdays *days)
{
	int64_t sum = 0;

	for (size_t i = 0; i < WEEKDAYS; i++)
		sum += minutes_of(&days->week[i]);
	for (size_t i = 0; i < days->date_count; i++)
		sum += minutes_of(&days->dates[i].day);
	return sum;
}

/* 09:30 as minutes, which ends before `end`. */
static int64_t
clock_before(const char *end)
{
	return ((end[-5] - '0') * 10 + end[-4] - '0') * 60 + (end[-2] - '0') * 10 + end[-1] - '0';
}

/* The same by the rows of a file that was taken; its lines end with LF alone. */
static int64_t
add_rows(struct span text)
{
	int64_t sum = 0;
	struct span row;

	while (span_take(&text, '\n', &row))
		if (row.len > 6 && row.ptr[row.len - 6] == '\t' && row.ptr[row.len - 1] != '\t')
			sum += clock_before(row.ptr + row.len) - clock_before(row.ptr + row.len - 6);
	return sum;
}

static void
take(struct span text)
{
	struct text first = { 0 }, second = { 0 };
	struct workdays days;

	unread = text;
	days = workfile_read("calendar");
	must_succeed = true;
	write_days(&first, &days);
	if (text.len >= strlen(HEADER) && memcmp(text.ptr, HEADER, strlen(HEADER)) == 0)
		expect(minutes_in(&days) == add_rows(span_skip(text, strlen(HEADER))));
	workdays_free(&days);
	unread = text_span(&first);
	days = workfile_read("calendar");
	write_days(&second, &days);
	expect_same(text_span(&first), text_span(&second));
	workdays_free(&days);
	text_free(&first);
	text_free(&second);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	pieces = data[0];
	attempt(take, (struct span){ (const char *)data + 1, size - 1 });
	return 0;
}
