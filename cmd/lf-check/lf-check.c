/* Counts what is doubtful about a log of events, before it is believed. */
#include <stdlib.h>

#include "base/trim.h"
#include "lead/events.h"
#include "time/instant.h"
#include "time/zone.h"
#include "tsv/escape.h"
#include "tsv/tsv.h"

#include "checks.h"
#include "current.h"
#include "days.h"
#include "leads.h"
#include "stagenames.h"

struct options {
	const char *stages, *old, *current, *tz, *fail;
};

struct survey {
	struct common common;
	struct out out;
	struct tsv *tsv;
	struct events *events;
	size_t time, old; /* columns; old may be TSV_NONE */
	bool stage_needed; /* the column must be there */

	struct checks checks;
	struct names *names; /* of stages */
	struct stages *table; /* of --stages, or NULL */
	struct current *current; /* of --current, or NULL */
	struct stagenames *stagenames;
	struct leads *leads;
	struct days *days;

	int64_t before; /* the time of the row before; INSTANT_END: there is none */
	uint64_t differ; /* rows whose time differs from that */
	int64_t first, last; /* times, without sentinels */
	struct place first_place, last_place;
};

static struct place
place_of(const struct survey *survey, const struct row *row)
{
	bool several = survey->common.file_count > 1;

	return (struct place){ several ? tsv_name(survey->tsv) : NULL, row->line };
}

/* Compares the row with the one before it, whatever their leads. */
static void
take_order(struct survey *survey, struct place place, int64_t time, struct span text)
{
	if (survey->before != INSTANT_END && time != survey->before) {
		survey->differ++;
		if (time < survey->before)
			checks_count(&survey->checks, CHECK_NEWEST_FIRST, place, text);
	}
	survey->before = time;
}

static void
take_time(struct survey *survey, struct place place, int64_t time, struct span text)
{
	if (instant_sentinel(time)) {
		checks_count(&survey->checks, CHECK_SENTINEL, place, text);
		return;
	}
	if (time < survey->first) {
		survey->first = time;
		survey->first_place = place;
	}
	if (time > survey->last) {
		survey->last = time;
		survey->last_place = place;
	}
	days_take(survey->days, time, place);
}

static void
take_event(struct survey *survey, const struct event *event)
{
	struct place place = place_of(survey, event->row);
	struct span text = tsv_value(survey->tsv, event->row, survey->time);
	struct span old = { "", 0 };
	bool blanks;

	checks_count(&survey->checks, CHECK_ROWS, place, event->lead);
	take_order(survey, place, event->time, text);
	take_time(survey, place, event->time, text);
	blanks = stagenames_take(survey->stagenames, &survey->checks, event->stage, place);
	if (trim(event->lead).len < event->lead.len)
		checks_count(&survey->checks, CHECK_BLANKS, place, event->lead);
	else if (blanks)
		checks_count(&survey->checks, CHECK_BLANKS, place,
		    names_text(survey->names, event->stage));
	if (survey->old != TSV_NONE)
		old = tsv_value(survey->tsv, event->row, survey->old);
	leads_take(survey->leads, &survey->checks, event, place, old);
}

/* A bad row counts as the first of these three that it is, and in no other check. */
static void
take_bad(void *data, const struct row *row, const char *column)
{
	struct survey *survey = data;
	struct checks *checks = &survey->checks;
	struct place place = place_of(survey, row);
	struct span time = { "", 0 };
	struct text bytes = { NULL, 0, 0 };
	int64_t usec;
	bool zoned;
	struct reason why;

	checks_count(checks, CHECK_ROWS, place, time);
	escape_add(&bytes, row_bytes(row));
	if (column != NULL)
		time = tsv_value(survey->tsv, row, survey->time);
	if (column == NULL)
		checks_count(checks, CHECK_BAD_ROW, place, text_span(&bytes));
	else if (instant_parse(time, &usec, &zoned, &why) != 0)
		checks_count(checks, CHECK_BAD_TIME, place, time);
	else
		checks_count(checks, CHECK_NO_LEAD, place, text_span(&bytes));
	text_free(&bytes);
}

static void
show_time(struct checks *checks, enum check check, struct place place, int64_t time)
{
	char text[INSTANT_TEXT_MAX];

	checks_show(
	    checks, check, place, (struct span){ text, instant_format(text, time) });
}

/* A file is newest first if nine rows in ten whose time changes are earlier. */
static void
judge_order(struct survey *survey)
{
	struct finding *newest_first = &survey->checks.finding[CHECK_NEWEST_FIRST];

	if (newest_first->count >= survey->differ - survey->differ / 10)
		return;
	newest_first->count = 0;
	checks_show(&survey->checks, CHECK_NEWEST_FIRST, (struct place){ 0 },
	    (struct span){ "", 0 });
}

static void
finish(struct survey *survey)
{
	struct checks *checks = &survey->checks;

	judge_order(survey);
	if (survey->first <= survey->last) {
		show_time(checks, CHECK_FIRST, survey->first_place, survey->first);
		show_time(checks, CHECK_LAST, survey->last_place, survey->last);
	}
	days_finish(survey->days, checks);
	stagenames_finish(survey->stagenames, checks);
	leads_finish(survey->leads, checks);
	if (survey->current != NULL)
		current_finish(survey->current, checks, survey->leads, survey->names);
}

/* Surveys the log. 0, or -1 if a check of --fail has counted something. */
static int
report(struct survey *survey)
{
	const struct event *event;
	size_t count;

	if (!survey->common.no_header)
		checks_put_header(&survey->out);
	while ((count = events_next(survey->events, &event)) > 0)
		for (; count > 0; count--)
			take_event(survey, event++);
	finish(survey);
	checks_put(&survey->checks, &survey->out);
	out_flush(&survey->out);
	checks_note(&survey->checks);
	return checks_failed(&survey->checks) ? -1 : 0;
}

static void
check_options(const struct options *options, struct survey *survey)
{
	struct checks *checks = &survey->checks;
	struct reason why;

	if (options->tz != NULL && zone_use(options->tz, &why) != 0)
		diag_usage("--tz: %s", why.text);
	checks->has = (options->stages != NULL ? NEED_STAGES : 0u) |
	    (options->old != NULL ? NEED_OLD : 0u) |
	    (options->current != NULL ? NEED_CURRENT : 0u);
	if (options->fail != NULL)
		survey->stage_needed = checks_fail_on(checks, options->fail);
	if (strcmp(survey->common.stage, "stage") != 0)
		survey->stage_needed = true;
}

/* Begins the survey, with what lies beside the log. */
static void
begin(const struct options *options, struct survey *survey)
{
	survey->before = INSTANT_END;
	survey->first = INSTANT_END;
	survey->last = INSTANT_MIN;
	survey->names = names_new();
	survey->days = days_new();
	survey->leads = leads_new(survey->names, options->current != NULL);
	if (options->stages != NULL)
		survey->table = stages_read(options->stages);
	survey->stagenames = stagenames_new(survey->names, survey->table);
	if (options->current != NULL)
		survey->current = current_read(options->current, &survey->common);
}

/* Finds the columns. A stage that is not asked for may be missing. */
static void
open_input(struct survey *survey, const char *old)
{
	const struct common *common = &survey->common;
	bool staged;

	out_open(&survey->out);
	survey->tsv = tsv_open(common, &survey->out);
	tsv_take_bad(survey->tsv, take_bad, survey);
	survey->time = tsv_need(survey->tsv, common->time);
	survey->old = old != NULL ? tsv_need(survey->tsv, old) : TSV_NONE;
	staged = survey->stage_needed ||
	    tsv_find(survey->tsv, span_of(common->stage)) != TSV_NONE;
	if (staged)
		survey->checks.has |= NEED_STAGE;
	survey->events = events_open(survey->tsv, common, staged ? survey->names : NULL);
	events_ahead(survey->events, leads_map(survey->leads));
}

static void
close_all(struct survey *survey)
{
	events_close(survey->events);
	tsv_close(survey->tsv);
	leads_free(survey->leads);
	stagenames_free(survey->stagenames);
	days_free(survey->days);
	current_free(survey->current);
	stages_free(survey->table);
	names_free(survey->names);
	checks_free(&survey->checks);
}

int
main(int argc, char **argv)
{
	struct options options = { 0 };
	struct survey survey = { 0 };
	const struct opt table[] = {
		{ OPT_TEXT, "stages", "FILE", "the stage table", &options.stages },
		{ OPT_TEXT, "old", "COL", "the column of the stage before", &options.old },
		{ OPT_TEXT, "current", "FILE",
		    "in which stage each lead is now: columns lead and stage",
		    &options.current },
		{ OPT_TEXT, "tz", "ZONE", "the time zone of days (UTC)", &options.tz },
		{ OPT_TEXT, "fail", "CHECK,...",
		    "status 1 if one of these checks counts more than 0", &options.fail },
		{ 0 },
	};
	const struct program program = {
		.name = "lf-check",
		.purpose =
		    "Reports what is doubtful about a log of events, before it is believed.",
		.examples = "  lf-check events.tsv\n"
			    "  lf-check --stages stages.tsv --fail bad_time,tied staged.tsv\n",
		.table = table,
	};
	int failed;

	options_parse(&program, &survey.common, argc, argv);
	check_options(&options, &survey);
	begin(&options, &survey);
	open_input(&survey, options.old);
	failed = report(&survey);
	close_all(&survey);
	return failed == 0 ? STATUS_OK : STATUS_DATA;
}
