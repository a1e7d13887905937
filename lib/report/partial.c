#include <inttypes.h>
#include <stdlib.h>

#include "base/fnv.h"
#include "base/map.h"
#include "base/mem.h"
#include "report/partialread.h"
#include "report/partialheader.h"
#include "time/duration.h"
#include "time/instant.h"

static const struct partialoptions_name shared[] = {
	{ "group", NULL, false },
	{ "tz", "UTC", false },
	{ "year-start", NULL, false },
	{ NULL, NULL, false },
};

static const struct partialoptions_name *
find_recorded(const struct partialoptions_name *list, const char *name)
{
	for (; list != NULL && list->name != NULL; list++)
		if (strcmp(list->name, name) == 0)
			return list;
	return NULL;
}

static bool
is_listed(const char *const *list, const char *name)
{
	for (; list != NULL && *list != NULL; list++)
		if (strcmp(*list, name) == 0)
			return true;
	return false;
}

/* Takes an option of the program: it is recorded, or it must go with what was given. */
static void
take_option(struct partial *partial, const struct opt *opt)
{
	const struct partial_form *form = partial->form;
	const struct partialoptions_name *name = find_recorded(shared, opt->name);
	bool mode = opt->to == &partial->write || opt->to == &partial->merge;

	if (name == NULL)
		name = find_recorded(form->recorded, opt->name);
	if (strcmp(opt->name, "by") == 0)
		partialoptions_add(&partial->recorded, opt, form->by, false);
	else if (name != NULL)
		partialoptions_add(&partial->recorded, opt, name->otherwise, name->is_file);
	else if (is_listed(form->alone, opt->name) && partialoptions_given(opt))
		diag_usage("--%s and --%s exclude each other", opt->name,
		    partial->write ? "partial" : "merge");
	else if (partial->write && partialoptions_given(opt) && !mode)
		diag_usage("--%s goes with --merge", opt->name);
}

static void
take_options(struct partial *partial, const struct opt *table)
{
	for (; table->name != NULL || table->kind == OPT_TABLE; table++) {
		if (table->kind == OPT_TABLE)
			take_options(partial, table->to);
		else
			take_option(partial, table);
	}
}

void
partial_options(struct partial *partial, const struct opt *table)
{
	const struct common *common = &partial->report->common;

	if (!partial->write && !partial->merge)
		return;
	if (partial->write && partial->merge)
		diag_usage("--partial and --merge exclude each other: --merge reads what "
			   "--partial wrote");
	if (partial->write && common->no_header)
		diag_usage("--no-header and --partial exclude each other: --merge needs "
			   "the header");
	if (partial->merge && common->rejects != NULL)
		diag_usage("--rejects and --merge exclude each other: a state is taken "
			   "whole or not at all");
	take_options(partial, table);
	partial->as_of = partial->latest = partial->worked = INSTANT_MIN;
	partial->sums = map_new(sizeof(int128), 16);
	partial->texts = names_new();
	partial->memo = mem_new(1, sizeof(*partial->memo));
	while (partial->form->keys != NULL && partial->form->keys[partial->keys] != NULL)
		partial->keys++;
}

void
partial_close(struct partial *partial)
{
	partialoptions_free(&partial->recorded);
	text_free(&partial->text);
	entered_free(&partial->entered);
	if (partial->sums != NULL)
		map_free(partial->sums);
	if (partial->texts != NULL)
		names_free(partial->texts);
	free(partial->memo);
	free(partial->waiting);
	free((void *)(uintptr_t)partial->header.ptr);
}

struct stages *
partial_stages(struct partial *partial, const char *path)
{
	struct stages *stages = path != NULL ? stages_read(path) : NULL;
	const char *listed =
	    partial->merge ? partialoptions_content(&partial->recorded, "stages") : NULL;
	struct text list = { 0 };

	if (stages != NULL)
		stages_list(stages, &list);
	if (partial->merge && stages != NULL && listed == NULL)
		diag_usage("--stages: the states were made without it; it goes with --partial");
	if (listed != NULL && stages != NULL && !span_equal(text_span(&list), span_of(listed)))
		diag_usage("--stages: the states were made with a table of other stages: %s",
		    listed);
	if (partial->write && stages != NULL)
		partialoptions_set_content(&partial->recorded, "stages", text_span(&list));
	text_free(&list);
	return listed != NULL && stages == NULL ? stages_listed(listed) : stages;
}

/* A measure as it is recorded, such as 28800s,140400s. */
static struct span
measure_text(char buf[2 * SECONDS_TEXT_MAX], struct measure measure)
{
	size_t len = seconds_format(buf, measure.day);

	buf[len++] = 's';
	buf[len++] = ',';
	len += seconds_format(buf + len, measure.week);
	buf[len++] = 's';
	return (struct span){ buf, len };
}

static int
parse_measure(struct span text, struct measure *measure)
{
	struct reason why;
	struct span day;

	return span_take(&text, ',', &day) &&
		duration_parse(day, MEASURE_WHOLE, &measure->day, &why) == 0 &&
		duration_parse(text, MEASURE_WHOLE, &measure->week, &why) == 0 &&
		measure->day > 0 && measure->week >= measure->day ?
	    0 :
	    -1;
}

void
partial_measure(struct partial *partial)
{
	struct report *report = partial->report;
	const char *recorded =
	    partial->merge ? partialoptions_content(&partial->recorded, "calendar") : NULL;
	char buf[2 * SECONDS_TEXT_MAX];
	struct span text = measure_text(buf, report->measure);

	if (partial->write && report->clock != NULL)
		partialoptions_set_content(&partial->recorded, "calendar", text);
	if (!partial->merge)
		return;
	if (recorded == NULL && report->clock != NULL)
		diag_usage(
		    "--calendar: the states were made without it; it goes with --partial");
	if (recorded != NULL && report->clock != NULL && !span_equal(text, span_of(recorded)))
		diag_usage("--calendar: the states were made with another day and week: %s",
		    recorded);
	if (recorded != NULL && parse_measure(span_of(recorded), &report->measure) != 0)
		diag_data("%s:1: --calendar: '%s' is not the length of a day and a week",
		    tsv_name(report->tsv), recorded);
}

/* The header line of the input, or the columns of --columns as one; to be freed. */
static struct span
header_line(struct tsv *tsv)
{
	const struct list *columns = tsv_columns(tsv);
	struct text text = { 0 };

	for (size_t i = 0; i < columns->count; i++) {
		if (i > 0)
			text_add(&text, span_of("\t"));
		text_add(&text, columns->item[i]);
	}
	return text_span(&text);
}

void
partial_lacks(const struct partial *partial, const char *option)
{
	diag_data("%s:1: the header is damaged: it lacks --%s: make the state anew with %s --partial",
	    tsv_name(partial->report->tsv), option, diag_name());
}

/* The recorded options are taken: those that each state has are there. */
static void
check_needed(const struct partial *partial)
{
	for (size_t i = 0; i < partial->recorded.count; i++) {
		const struct opt *opt = &partial->recorded.item[i].opt;

		if (opt->kind == OPT_NEEDED && !partialoptions_given(opt))
			partial_lacks(partial, opt->name);
	}
}

void
partial_open(struct partial *partial)
{
	struct report *report = partial->report;
	struct span options;
	struct reason why;

	report_open(report);
	partial->header = header_line(report->tsv);
	if (partialheader_parse(partial->header, partial->form->version, &options, &why) != 0)
		diag_data("%s:1: %s", tsv_name(report->tsv), why.text);
	partialoptions_take(&partial->recorded, options);
	check_needed(partial);
	partial_begin(partial);
}
