#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/decimal.h"
#include "base/digits.h"
#include "base/mem.h"
#include "base/text.h"
#include "time/duration.h"

#include "partial.h"

/* The highest count that is read: with it, sums of durations fit. */
#define COUNT_MAX (1000000000000 * DECIMAL_ONE)

static const char *
option_text(const struct partial *partial, const struct choice *choice)
{
	return *(const char *const *)((const char *)partial->options + choice->offset);
}

static void
refuse_with_merge(const char *name, const char *text)
{
	if (text != NULL)
		diag_usage("--%s goes with --partial, which records it", name);
}

static void
check_merge(const struct partial *partial)
{
	const struct report *report = partial->report;

	if (partial->write)
		diag_usage("--partial and --merge exclude each other: --merge reads what "
			   "--partial wrote");
	refuse_with_merge("group", report->group);
	refuse_with_merge("by", report->by);
	refuse_with_merge("tz", report->tz);
	refuse_with_merge("year-start", report->year_start);
	for (size_t i = 0; i < partial->form->choice_count; i++) {
		const struct choice *choice = &partial->form->choices[i];

		if (choice->kind != CHOICE_PRINTING)
			refuse_with_merge(choice->name, option_text(partial, choice));
	}
	if (report->common.rejects != NULL)
		diag_usage("--rejects and --merge exclude each other: a state is taken "
			   "whole or not at all");
}

static void
check_write(const struct partial *partial)
{
	for (size_t i = 0; i < partial->form->choice_count; i++) {
		const struct choice *choice = &partial->form->choices[i];

		if (choice->kind == CHOICE_PRINTING && option_text(partial, choice) != NULL)
			diag_usage("--%s goes with --merge", choice->name);
	}
	if (partial->report->common.no_header)
		diag_usage("--no-header and --partial exclude each other: --merge needs "
			   "the header");
}

void
partial_check(const struct partial *partial)
{
	if (partial->merge)
		check_merge(partial);
	else if (partial->write)
		check_write(partial);
}

static void
record(struct out *out, const char *name, const char *text)
{
	if (text == NULL)
		return;
	out_text(out, " --");
	out_text(out, name);
	out_char(out, ' ');
	out_text(out, text);
}

/* The length of a day and a week, as durations that take_measure reads. */
static void
record_measure(struct out *out, const char *name, struct measure measure)
{
	record(out, name, "");
	out_seconds(out, measure.day);
	out_text(out, "s,");
	out_seconds(out, measure.week);
	out_char(out, 's');
}

static void
put_options(const struct partial *partial, const struct stages *stages)
{
	const struct report *report = partial->report;
	struct out *out = &partial->report->out;

	record(out, "by", report->by);
	record(out, "tz", report->tz);
	record(out, "year-start", report->year_start);
	for (size_t i = 0; i < partial->form->choice_count; i++) {
		const struct choice *choice = &partial->form->choices[i];

		if (choice->kind == CHOICE_RECORDED) {
			record(out, choice->name, option_text(partial, choice));
		} else if (choice->kind == CHOICE_MEASURE &&
		    option_text(partial, choice) != NULL) {
			record_measure(out, choice->name, report->measure);
		} else if (choice->kind == CHOICE_STAGES && stages != NULL) {
			record(out, choice->name, "");
			stages_put_list(stages, out);
		}
	}
}

void
partial_put_header(const struct partial *partial, const struct stages *stages)
{
	const struct partial_form *form = partial->form;
	struct out *out = &partial->report->out;

	report_put_header(partial->report, out);
	for (size_t i = 0; i < form->key_count; i++) {
		out_text(out, form->keys[i]);
		out_char(out, '\t');
	}
	for (size_t i = 0; i < partial->counters; i++) {
		out_text(out, form->counters[i].name);
		out_char(out, '\t');
	}
	out_text(out, form->version);
	put_options(partial, stages);
	report_end_header(out);
}

void
partial_put(const struct partial *partial, const void *cell)
{
	struct out *out = &partial->report->out;
	char *begin = out_room(out, partial->counters * (DIGITS_MAX + 1) + 1);
	char *to = begin;

	for (size_t i = 0; i < partial->counters; i++) {
		size_t offset = partial->form->counters[i].offset;
		uint64_t count =
		    cell != NULL ? *(const uint64_t *)((const char *)cell + offset) : 0;

		to += digits_put(to, count);
		*to++ = '\t';
	}
	*to++ = '\n';
	out->used += (size_t)(to - begin);
}

/* Whether these are the columns of a state with the first partial->counters counters. */
static bool
fits(const struct partial *partial, const struct list *columns)
{
	const struct partial_form *form = partial->form;
	size_t count = form->key_count + partial->counters + 1;
	const struct span *column;

	if (columns->count < count)
		return false;
	column = columns->item + columns->count - count;
	for (size_t i = 0; i < form->key_count; i++)
		if (!span_equal(*column++, span_of(form->keys[i])))
			return false;
	for (size_t i = 0; i < partial->counters; i++)
		if (!span_equal(*column++, span_of(form->counters[i].name)))
			return false;
	return true;
}

/* Takes the name of the last column: the version, and the options after it, if any. */
static bool
take_version(struct partial *partial, struct span name)
{
	size_t len = strlen(partial->form->version);

	if (name.len < len || memcmp(name.ptr, partial->form->version, len) != 0 ||
	    (name.len > len && name.ptr[len] != ' '))
		return false;
	partial->text = mem_string(span_skip(name, len));
	return true;
}

/* Ends text before name, and returns what comes after it; NULL if name is not in text. */
static char *
cut(char *text, const char *name)
{
	char *at = strstr(text, name);

	if (at == NULL)
		return NULL;
	*at = '\0';
	return at + strlen(name);
}

/* Splits what is recorded into the values of options. */
static void
take_values(struct partial *partial)
{
	const struct partial_form *form = partial->form;
	char *rest = partial->text;

	partial->values = mem_new(form->choice_count, sizeof(*partial->values));
	for (size_t i = 0; i < form->choice_count; i++) {
		char name[64];
		char *value;

		snprintf(name, sizeof(name), " --%s ", form->choices[i].name);
		value = cut(rest, name);
		if (value != NULL)
			partial->values[i] = rest = value;
	}
}

static _Noreturn void
refuse(const struct partial *partial)
{
	diag_data("%s:1: is not a state that %s --partial of this version wrote",
	    tsv_name(partial->report->tsv), diag_name());
}

/* The length of a day and a week that is recorded, if there is one. */
static void
take_measure(struct partial *partial)
{
	const char *text = partial_value(partial, "calendar");
	struct measure *measure = &partial->report->measure;
	struct span week, day;
	struct reason why;

	if (text == NULL)
		return;
	week = span_of(text);
	if (!span_take(&week, ',', &day) ||
	    duration_parse(day, MEASURE_WHOLE, &measure->day, &why) != 0 ||
	    duration_parse(week, MEASURE_WHOLE, &measure->week, &why) != 0 ||
	    measure->day <= 0 || measure->week < measure->day)
		refuse(partial);
}

/* The calendar of the recorded --by; these options are before all others. */
static void
take_calendar(struct partial *partial)
{
	const char *month = cut(partial->text, " --year-start ");
	const char *by;
	struct span left = span_of(month != NULL ? month : "");
	enum period_unit unit;
	struct reason why;
	uint64_t year_start = 0;

	cut(partial->text, " --tz ");
	by = cut(partial->text, " --by ");
	if (by == NULL)
		return;
	if (period_parse(span_of(by), &unit, &why) != 0 ||
	    (month != NULL && digits_take(&left, 2, &year_start) == 0))
		refuse(partial);
	partial->report->calendar = calendar_new(unit, (int)year_start);
}

/* The names of the columns of groups, for list_free. */
static struct list
list_groups(const struct partial *partial, const struct list *columns)
{
	size_t first = partial->report->calendar != NULL; /* after the period */
	size_t count = partial->groups - first;
	struct list groups = { mem_new(count, sizeof(*groups.item)), count };
	struct text all = { NULL, 0, 0 };

	for (size_t i = 0; i < count; i++)
		text_add(&all, columns->item[first + i]);
	/* Only now that all is complete, it stays where it is. */
	for (size_t i = 0, at = 0; i < count; at += groups.item[i++].len)
		groups.item[i] =
		    (struct span){ all.ptr + at, columns->item[first + i].len };
	return groups;
}

void
partial_open(struct partial *partial)
{
	const struct partial_form *form = partial->form;
	struct report *report = partial->report;
	const struct list *columns;

	report_open(report);
	columns = tsv_columns(report->tsv);
	partial->counters = form->counter_count;
	while (partial->counters > 0 && !fits(partial, columns))
		partial->counters--;
	if (partial->counters == 0 ||
	    !take_version(partial, columns->item[columns->count - 1]))
		refuse(partial);
	take_values(partial);
	take_measure(partial);
	take_calendar(partial);
	partial->groups = columns->count - 1 - partial->counters - form->key_count;
	report->groups = list_groups(partial, columns);
	report_bind(report, report->tsv);
}

void
partial_close(struct partial *partial)
{
	free(partial->text);
	free(partial->values);
}

const char *
partial_value(const struct partial *partial, const char *name)
{
	const struct partial_form *form = partial->form;

	for (size_t i = 0; i < form->choice_count; i++)
		if (strcmp(form->choices[i].name, name) == 0)
			return partial->values[i];
	return NULL;
}

bool
partial_next(const struct partial *partial, struct row *row)
{
	while (tsv_next(partial->report->tsv, row)) {
		if (span_equal(row_bytes(row), tsv_header(partial->report->tsv)))
			continue;
		if (row_field(row, row->fields - 1).len > 0)
			diag_data("%s:%" PRIu64 ": the header is not that of the state "
				  "before: other options made it",
			    tsv_name(partial->report->tsv), row->line);
		return true;
	}
	return false;
}

static _Noreturn void
bad_row(const struct partial *partial, const struct row *row, const char *column,
    const char *reason)
{
	diag_data("%s:%" PRIu64 ": %s: %s", tsv_name(partial->report->tsv), row->line, column,
	    reason);
}

int64_t
partial_period(struct partial *partial, const struct row *row)
{
	struct span name = row_field(row, 0);
	char quoted[QUOTED_MAX];
	struct reason why;

	if (partial->report->calendar == NULL ||
	    calendar_find(partial->report->calendar, name, &partial->period) == 0)
		return partial->period;
	fail(&why, "%s is not one", quote(quoted, name));
	bad_row(partial, row, "period", why.text);
}

struct span
partial_key(const struct partial *partial, const struct row *row, size_t key)
{
	return row_field(row, partial->groups + key);
}

int64_t
partial_duration(const struct partial *partial, const struct row *row, size_t key)
{
	const char *column = partial->form->keys[key];
	struct reason why;
	int64_t usec;

	if (seconds_parse_row(partial_key(partial, row, key), &usec, &why) != 0)
		bad_row(partial, row, column, why.text);
	if (usec < 0)
		bad_row(partial, row, column, "is below zero");
	return usec;
}

static int
parse_count(struct span text, uint64_t *count, struct reason *why)
{
	char quoted[QUOTED_MAX];
	int128 value;
	int places;

	if (decimal_parse(text, &value, &places, why) != 0)
		return -1;
	if (value < 0 || value > COUNT_MAX || places > 0)
		return fail(why, "%s is not a count", quote(quoted, text));
	*count = (uint64_t)(value / DECIMAL_ONE);
	return 0;
}

void
partial_add(const struct partial *partial, const struct row *row, void *cell)
{
	size_t column = partial->groups + partial->form->key_count;

	for (size_t i = 0; i < partial->counters; i++, column++) {
		const struct counter *counter = &partial->form->counters[i];
		struct reason why;
		uint64_t count = 0;

		if (parse_count(row_field(row, column), &count, &why) != 0)
			bad_row(partial, row, counter->name, why.text);
		*(uint64_t *)((char *)cell + counter->offset) += count;
	}
}
