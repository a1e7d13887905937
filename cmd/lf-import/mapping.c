#include <stdlib.h>

#include "base/mem.h"

#include "mapping.h"
#include "mappingcheck.h"

static struct source
column_source(struct span text)
{
	return (struct source){ .text = text };
}

/* Of a preset's row, or NULL: then it is not used. */
static struct source
preset_source(const char *text)
{
	struct source source = { .alternatives = true };

	if (text != NULL)
		source.text = span_of(text);
	return source;
}

static void
set_time(struct time_source *time, struct source source)
{
	time->part[0] = source;
	time->parts = source.text.ptr != NULL || source.constant.ptr != NULL;
}

/* What a preset says of the columns that all output has. */
static void
add_preset_fixed(struct mapping *mapping, const struct preset *preset)
{
	const char *text;

	set_time(&mapping->time, preset_source(preset_value(preset, "time", 0)));
	set_time(&mapping->without, preset_source(preset_value(preset, "time", 1)));
	mapping->from = preset_source(preset_value(preset, "from", 0));
	mapping->until = preset_source(preset_value(preset, "until", 0));
	mapping->lead = preset_source(preset_value(preset, "lead", 0));
	mapping->amount = preset_source(preset_value(preset, "amount", 0));
	for (size_t i = 0; (text = preset_value(preset, "entered", i)) != NULL; i++)
		if (mapping->options->entered.count == 0)
			enteredcolumns_add(&mapping->entered, text, true);
}

static void
add_preset(struct mapping *mapping, const struct preset *preset)
{
	struct span name;
	struct source source;
	size_t next = 0;

	add_preset_fixed(mapping, preset);
	while (preset_next_column(preset, &next, &name, &source)) {
		columns_add_preset(&mapping->outputs, name, source);
		if (mapping->ledger && span_equal(name, span_of("campaign")))
			mapping->campaign = source;
	}
}

/* Takes the time of --time or --set: no span, then, nor a preset's time. */
static void
take_time(struct mapping *mapping, struct source source)
{
	set_time(&mapping->time, source);
	mapping->without.parts = 0;
	mapping->from = mapping->until = (struct source){ .picks = 0 };
}

static void
take_span(struct mapping *mapping, const char *text)
{
	mapping->span = list_parse(text);
	if (mapping->span.count != 2)
		diag_usage("--span: '%s' is not FROM,UNTIL: two columns", text);
	mapping->from = column_source(mapping->span.item[0]);
	mapping->until = column_source(mapping->span.item[1]);
	mapping->time.parts = mapping->without.parts = 0;
}

/* Takes what options say in place of a preset. */
static void
add_fixed(struct mapping *mapping, const struct mapping_options *options)
{
	const struct texts *time = &options->time;

	if (time->count > 0)
		take_time(mapping, column_source(span_of(time->item[0])));
	if (time->count > 1) {
		mapping->time.part[1] = column_source(span_of(time->item[1]));
		mapping->time.parts = 2;
	}
	if (options->span != NULL)
		take_span(mapping, options->span);
	if (options->lead != NULL)
		mapping->lead = column_source(span_of(options->lead));
	if (options->amount != NULL)
		mapping->amount = column_source(span_of(options->amount));
	mapping->amount.divides = true;
	for (size_t i = 0; i < options->entered.count; i++)
		enteredcolumns_add(&mapping->entered, options->entered.item[i], false);
}

/* NAME=VALUE, which may be the time, the lead or the amount. */
static void
add_constant(struct mapping *mapping, const char *text)
{
	struct source constant = { .divisor = 1 };
	struct span name;

	options_pair("set", text, &name, &constant.constant);
	if (span_equal(name, span_of("time")) && mapping->entered.rules == 0)
		take_time(mapping, constant);
	else if (span_equal(name, span_of("lead")) && !mapping->ledger)
		mapping->lead = constant;
	else if (span_equal(name, span_of("amount")) && mapping->ledger)
		mapping->amount = constant;
	else
		columns_ask(&mapping->outputs, name, constant);
}

static void
add_kept(struct mapping *mapping, const char *text)
{
	struct list *list = &mapping->kept[mapping->kept_count++];

	*list = list_parse(text);
	for (size_t i = 0; i < list->count; i++)
		columns_ask(&mapping->outputs, list->item[i], column_source(list->item[i]));
}

/* --keep and --set, in the order in which they are given. */
static void
add_columns(struct mapping *mapping, const struct texts *columns)
{
	mapping->kept = mem_new(columns->count, sizeof(*mapping->kept));
	for (size_t i = 0; i < columns->count; i++)
		if (strcmp(columns->option[i], "keep") == 0)
			add_kept(mapping, columns->item[i]);
		else
			add_constant(mapping, columns->item[i]);
}

struct mapping *
mapping_new(const struct mapping_options *options)
{
	struct mapping *mapping = mem_new(1, sizeof(*mapping));
	const struct preset *preset = options->preset;

	mappingcheck_options(options);
	mapping->options = options;
	mapping->ledger =
	    options->amount != NULL || preset_value(preset, "amount", 0) != NULL;
	columns_init(&mapping->outputs, &options->rename);
	if (preset != NULL)
		add_preset(mapping, preset);
	add_fixed(mapping, options);
	add_columns(mapping, &options->columns);
	conditions_add(&mapping->conditions, &options->where);
	if (preset != NULL)
		conditions_add_preset(&mapping->conditions, preset);
	return mapping;
}

static void
free_time(struct time_source *time)
{
	for (size_t i = 0; i < TIMES_MAX; i++)
		source_free(&time->part[i]);
}

void
mapping_free(struct mapping *mapping)
{
	free_time(&mapping->time);
	free_time(&mapping->without);
	source_free(&mapping->from);
	source_free(&mapping->until);
	source_free(&mapping->lead);
	source_free(&mapping->amount);
	source_free(&mapping->campaign);
	enteredcolumns_free(&mapping->entered);
	columns_free(&mapping->outputs);
	for (size_t i = 0; i < mapping->kept_count; i++)
		list_free(&mapping->kept[i]);
	free(mapping->kept);
	list_free(&mapping->span);
	conditions_free(&mapping->conditions);
	csvheader_free(mapping->header);
	free(mapping);
}
