/* mapping_bind: the sources of a mapping are found among the columns of the file. */
#include <stdlib.h>

#include "base/mem.h"
#include "base/nearest.h"
#include "tsv/currencies.h"

#include "mapping.h"

/* What a search through a preamble needs, and what it meets. */
struct search {
	struct mapping *mapping;
	struct text undaily; /* a line that says that the report is not one of days */
};

/* Finds a source that is used; the first one that is not there is left in *lacks. */
static void
find_source(struct source *source, const struct csvheader *header, struct source **lacks)
{
	if (source->text.ptr != NULL && !source_find(source, header) && *lacks == NULL)
		*lacks = source;
}

static struct source *
find_time(struct time_source *time, const struct csvheader *header)
{
	struct source *lacks = NULL;

	for (size_t i = 0; i < time->parts; i++)
		find_source(&time->part[i], header, &lacks);
	return lacks;
}

/* A span where there is one; else the time of files without. */
static struct source *
find_span(struct mapping *mapping, const struct csvheader *header)
{
	struct source *lacks = NULL;

	mapping->when = WHEN_SPAN;
	find_source(&mapping->from, header, &lacks);
	find_source(&mapping->until, header, &lacks);
	if (lacks == NULL || mapping->without.parts == 0 ||
	    find_time(&mapping->without, header) != NULL)
		return lacks;
	mapping->when = WHEN_TIME;
	mapping->at = &mapping->without;
	return NULL;
}

static struct source *
find_when(struct mapping *mapping, const struct csvheader *header, bool *taken)
{
	struct source *lacks = NULL;
	struct source *span_lacks;

	if (mapping->entered.rules > 0) {
		mapping->when = WHEN_ENTERED;
		enteredcolumns_find(&mapping->entered, header, taken, &lacks);
		return lacks;
	}
	mapping->when = WHEN_TIME;
	mapping->at = &mapping->time;
	lacks = find_time(&mapping->time, header);
	if (mapping->from.text.ptr == NULL || (mapping->time.parts > 0 && lacks == NULL))
		return lacks;
	span_lacks = find_span(mapping, header);
	return span_lacks != NULL && lacks != NULL ? lacks : span_lacks;
}

static void
mark(bool *marks, const struct source *source)
{
	for (size_t i = 0; i < source->picks; i++)
		if (source->pick[i].key.ptr == NULL)
			marks[source->pick[i].column] = true;
}

/* Marks the columns that the output has, but for those that say when. */
static void
mark_outputs(const struct mapping *mapping, bool *marks)
{
	mark(marks, &mapping->lead);
	mark(marks, &mapping->amount);
	for (size_t i = 0; i < mapping->outputs.count; i++)
		mark(marks, &mapping->outputs.item[i].source);
}

long
mapping_lost_currency(const struct mapping *mapping)
{
	struct list columns = csvheader_names(mapping->header);
	bool *there = mem_new(columns.count, sizeof(*there));
	long place = -1;

	if (mapping->ledger && mapping->amount.picks > 0)
		place = currencies_find(
		    &columns, columns.item[mapping->amount.pick[0].column]);
	mark_outputs(mapping, there);
	if (place >= 0 && there[place])
		place = -1;
	free(there);
	return place;
}

/* Finds all sources among these columns; the first that is not there, or NULL. */
static struct source *
find_sources(struct mapping *mapping, const struct csvheader *header)
{
	bool *taken = mem_new(csvheader_count(header), sizeof(*taken));
	struct source *lacks = NULL;
	struct source *when;
	struct source *condition;

	find_source(&mapping->lead, header, &lacks);
	find_source(&mapping->amount, header, &lacks);
	for (size_t i = 0; i < mapping->outputs.count; i++)
		find_source(&mapping->outputs.item[i].source, header, &lacks);
	condition = conditions_find(&mapping->conditions, header);
	if (mapping->campaign.text.ptr != NULL)
		source_find(&mapping->campaign, header);
	mark_outputs(mapping, taken);
	for (size_t i = 0; i < mapping->conditions.count; i++)
		mark(taken, &mapping->conditions.item[i].source);
	when = find_when(mapping, header, taken);
	free(taken);
	return when != NULL ? when : lacks != NULL ? lacks : condition;
}

/* Whether a line of a preamble says that the report is not one of days. */
static bool
is_undaily(const struct preset *preset, const struct list *line)
{
	const char *daily = preset_value(preset, "daily", 0);
	size_t label = daily == NULL ? 0 : strcspn(daily, ":");

	return label > 0 && line->count > 0 && line->item[0].len >= label &&
	    memcmp(line->item[0].ptr, daily, label) == 0 &&
	    !span_equal(line->item[0], span_of(daily));
}

static bool
suits(const struct list *columns, const void *data)
{
	/* The sources are the mapping's own, and what is found for them is its own. */
	struct search *search = *(struct search *const *)data;
	struct csvheader *header = csvheader_new(columns);
	bool all = find_sources(search->mapping, header) == NULL;

	if (is_undaily(search->mapping->options->preset, columns))
		text_add(&search->undaily, columns->item[0]);
	csvheader_free(header);
	return all;
}

/* The first built-in preset that has all that it needs, or NULL; to be freed. */
static struct preset *
preset_that_fits(const struct csvheader *header)
{
	struct preset *preset;

	for (size_t i = 0; (preset = preset_builtin(i)) != NULL; i++) {
		struct mapping_options options = { .preset = preset };
		struct mapping *mapping = mapping_new(&options);
		bool fits = find_sources(mapping, header) == NULL;

		mapping_free(mapping);
		if (fits)
			return preset;
		preset_free(preset);
	}
	return NULL;
}

static _Noreturn void
lacks_source(
    const struct mapping *mapping, const struct csvread *csv, const struct source *source)
{
	const struct preset *preset = mapping->options->preset;
	struct list columns = csvheader_names(mapping->header);
	struct preset *other = preset_that_fits(mapping->header);
	struct span left = source->text;
	struct span name = { NULL, 0 };
	struct text what = { NULL, 0, 0 };

	if (source->alternatives) {
		text_add(&what, span_of("--preset "));
		text_add(&what, span_of(preset_name(preset)));
		text_add(&what, span_of(": "));
	}
	text_add(&what, span_of("no column "));
	source_describe(source, &what);
	text_add(&what, span_of("; "));
	span_take(&left, source->alternatives ? '|' : '\0', &name);
	nearest_advise(&what, &columns, name);
	csvread_advise_delimiter(csv, &what);
	if (source->alternatives && other != NULL) {
		text_add(&what, span_of("; --preset "));
		text_add(&what, span_of(preset_name(other)));
		text_add(&what, span_of(" would fit"));
	}
	diag_usage("%s: %.*s", csvread_name(csv), (int)what.len, what.ptr);
}

/* Marks the columns that say when. */
static void
mark_when(const struct mapping *mapping, bool *marks)
{
	if (mapping->when == WHEN_SPAN) {
		mark(marks, &mapping->from);
		mark(marks, &mapping->until);
	}
	for (size_t i = 0; mapping->when == WHEN_TIME && i < mapping->at->parts; i++)
		mark(marks, &mapping->at->part[i]);
	for (size_t i = 0; mapping->when == WHEN_ENTERED && i < mapping->entered.count; i++)
		mark(marks, &mapping->entered.item[i].source);
}

/* --all: the columns that are not in the output yet, in the file's order. */
static void
add_others(struct mapping *mapping)
{
	size_t count = csvheader_count(mapping->header);
	bool *there = mem_new(count, sizeof(*there));

	mark_outputs(mapping, there);
	mark_when(mapping, there);
	for (size_t i = 0; i < count; i++)
		if (!there[i])
			columns_add_other(&mapping->outputs, mapping->header, i);
	free(there);
}

static void
name_fixed(struct mapping *mapping)
{
	struct columns *outputs = &mapping->outputs;

	columns_add_fixed(outputs, mapping->when == WHEN_SPAN ? "from" : "time");
	if (mapping->when == WHEN_SPAN)
		columns_add_fixed(outputs, "until");
	columns_add_fixed(outputs, mapping->ledger ? "amount" : "lead");
	if (mapping->when == WHEN_ENTERED)
		columns_add_fixed(outputs, "stage");
}

static void
check_daily(const struct search *search, const struct csvread *csv)
{
	char quoted[QUOTED_MAX];

	if (search->undaily.len > 0)
		diag_data("%s: %s: its rows are not days; export the report by day",
		    csvread_name(csv), quote(quoted, text_span(&search->undaily)));
}

void
mapping_bind(struct mapping *mapping, struct csvread *csv)
{
	struct search search = { .mapping = mapping };
	struct search *searched = &search;
	const struct output *old;
	struct source *lacks;
	bool searches = preset_value(mapping->options->preset, "preamble", 0) != NULL;

	csvread_header(csv, searches ? suits : NULL, &searched);
	mapping->header = csvheader_new(csvread_columns(csv));
	lacks = find_sources(mapping, mapping->header);
	if (lacks != NULL) {
		csvread_check_kind(csv);
		lacks_source(mapping, csv, lacks);
	}
	check_daily(&search, csv);
	text_free(&search.undaily);
	old = columns_preset(&mapping->outputs, "old");
	conditions_settle(&mapping->conditions, old == NULL || old->source.picks > 0);
	if (mapping->options->all)
		add_others(mapping);
	if (mapping->conditions.created.count > 0)
		mapping->value = columns_preset(&mapping->outputs, "value");
	name_fixed(mapping);
	columns_name(&mapping->outputs, mapping->header);
}
