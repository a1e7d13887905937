#include <stdlib.h>

#include "base/mem.h"

#include "mapping.h"

static void
add_fixed(struct mapping *mapping)
{
	columns_add_fixed(&mapping->outputs, "time");
	columns_add_fixed(&mapping->outputs, mapping->ledger ? "amount" : "lead");
	if (mapping->entered_count > 0)
		columns_add_fixed(&mapping->outputs, "stage");
}

static void
add_kept(struct mapping *mapping)
{
	const struct texts *keep = &mapping->options->keep;

	mapping->kept = mem_new(keep->count, sizeof(*mapping->kept));
	for (size_t i = 0; i < keep->count; i++) {
		struct list *list = &mapping->kept[i];

		*list = list_parse(keep->item[i]);
		for (size_t k = 0; k < list->count; k++)
			columns_ask(&mapping->outputs, list->item[k],
			    (struct source){ .text = list->item[k] });
	}
}

/* The source of a column that all rows have, or NULL. */
static struct source *
fixed_source(struct mapping *mapping, struct span name)
{
	if (span_equal(name, span_of("time")) && mapping->entered_count == 0)
		return &mapping->time;
	if (span_equal(name, span_of("lead")) && !mapping->ledger)
		return &mapping->lead;
	if (span_equal(name, span_of("amount")) && mapping->ledger)
		return &mapping->amount;
	return NULL;
}

static void
add_constants(struct mapping *mapping)
{
	const struct texts *set = &mapping->options->set;

	for (size_t i = 0; i < set->count; i++) {
		struct source constant = { .divisor = 1 };
		struct span name;

		options_pair("set", set->item[i], &name, &constant.constant);
		if (fixed_source(mapping, name) != NULL)
			*fixed_source(mapping, name) = constant;
		else
			columns_ask(&mapping->outputs, name, constant);
	}
}

/* COL=STAGE, split at the last '=': names of columns may hold one. */
static void
add_entered(struct mapping *mapping)
{
	const struct texts *entered = &mapping->options->entered;

	mapping->entered = mem_new(entered->count, sizeof(*mapping->entered));
	for (size_t i = 0; i < entered->count; i++) {
		const char *text = entered->item[i];
		const char *equals = strrchr(text, '=');

		if (equals == NULL || equals == text || equals[1] == '\0')
			diag_usage("--entered: '%s' is not of the form COL=STAGE", text);
		mapping->entered[i] = (struct entered){
			.source = { .text = { text, (size_t)(equals - text) } },
			.stage = span_of(equals + 1),
		};
	}
	mapping->entered_count = entered->count;
}

static void
add_preset(struct mapping *mapping, const struct preset *preset)
{
	for (const struct preset_column *column = preset->columns; column->name != NULL;
	     column++) {
		struct span name = span_of(column->name);
		struct source source = { .text = span_of(column->from),
			.alternatives = true,
			.optional = column->optional };

		if (strcmp(column->name, "time") == 0)
			mapping->time = source;
		else if (strcmp(column->name, "lead") == 0)
			mapping->lead = source;
		else if (strcmp(column->name, "amount") == 0)
			mapping->amount = source;
		else
			columns_add_preset(&mapping->outputs, name, source);
	}
	for (size_t i = 0; i < PRESET_WHERE_MAX && preset->where[i].from != NULL; i++)
		conditions_add_preset(&mapping->conditions, &preset->where[i]);
}

/* Whether --set gives a column. */
static bool
sets(const struct mapping_options *options, const char *wanted)
{
	for (size_t i = 0; i < options->set.count; i++) {
		struct span name, value;

		options_pair("set", options->set.item[i], &name, &value);
		if (span_equal(name, span_of(wanted)))
			return true;
	}
	return false;
}

static void
check_options(const struct mapping_options *options)
{
	const struct preset *preset = options->preset;
	bool ledger = options->amount != NULL || (preset != NULL && preset->ledger);

	if (preset != NULL && options->entered.count > 0)
		diag_usage("--entered makes rows of its own, which --preset does too");
	if (preset != NULL && options->amount != NULL && !preset->ledger)
		diag_usage("--amount writes a ledger, and --preset %s events", preset->name);
	if (options->time != NULL && options->entered.count > 0)
		diag_usage("--time and --entered both say when: give one of them");
	if (options->time == NULL && options->entered.count == 0 && preset == NULL &&
	    !sets(options, "time"))
		diag_usage("option --time COL is needed (or --entered, or --preset)");
	if (options->time != NULL && sets(options, "time"))
		diag_usage("--time and --set both say when: give one of them");
	if (options->lead != NULL && sets(options, "lead"))
		diag_usage("--lead and --set both say who: give one of them");
	if (ledger && options->lead != NULL)
		diag_usage("--lead: a ledger has no lead");
	if (ledger && options->entered.count > 0)
		diag_usage("--entered: a ledger has no stage");
	if (!ledger && options->lead == NULL && preset == NULL && !sets(options, "lead"))
		diag_usage("option --lead COL is needed (or --preset; or --amount)");
}

struct mapping *
mapping_new(const struct mapping_options *options)
{
	struct mapping *mapping = mem_new(1, sizeof(*mapping));
	const struct preset *preset = options->preset;

	check_options(options);
	mapping->options = options;
	mapping->ledger = options->amount != NULL || (preset != NULL && preset->ledger);
	columns_init(&mapping->outputs, &options->rename);
	add_entered(mapping);
	add_fixed(mapping);
	if (preset != NULL)
		add_preset(mapping, preset);
	if (options->time != NULL)
		mapping->time = (struct source){ .text = span_of(options->time) };
	if (options->lead != NULL)
		mapping->lead = (struct source){ .text = span_of(options->lead) };
	if (options->amount != NULL)
		mapping->amount = (struct source){ .text = span_of(options->amount) };
	mapping->amount.divides = true;
	add_kept(mapping);
	add_constants(mapping);
	conditions_add(&mapping->conditions, &options->where);
	return mapping;
}

void
mapping_free(struct mapping *mapping)
{
	source_free(&mapping->time);
	source_free(&mapping->lead);
	source_free(&mapping->amount);
	for (size_t i = 0; i < mapping->entered_count; i++)
		source_free(&mapping->entered[i].source);
	columns_free(&mapping->outputs);
	for (size_t i = 0; i < mapping->options->keep.count; i++)
		list_free(&mapping->kept[i]);
	free(mapping->kept);
	free(mapping->entered);
	conditions_free(&mapping->conditions);
	free(mapping);
}

/* Finds a source that is used; the first one that is not there is left in *lacks. */
static void
find_source(struct source *source, const struct list *columns, struct source **lacks)
{
	if (source->text.ptr != NULL && !source_find(source, columns) && *lacks == NULL)
		*lacks = source;
}

/* Finds all sources among these columns; the first that is not there, or NULL. */
static struct source *
find_sources(struct mapping *mapping, const struct list *columns)
{
	struct source *lacks = NULL;

	find_source(&mapping->time, columns, &lacks);
	find_source(&mapping->lead, columns, &lacks);
	find_source(&mapping->amount, columns, &lacks);
	for (size_t i = 0; i < mapping->entered_count; i++)
		find_source(&mapping->entered[i].source, columns, &lacks);
	for (size_t i = 0; i < mapping->outputs.count; i++)
		find_source(&mapping->outputs.item[i].source, columns, &lacks);
	for (size_t i = 0; i < mapping->conditions.count; i++)
		find_source(&mapping->conditions.item[i].source, columns, &lacks);
	return lacks;
}

static bool
suits(const struct list *columns, const void *data)
{
	/* The sources are the mapping's own, and what is found for them is its own. */
	struct mapping *mapping = *(struct mapping *const *)data;

	return find_sources(mapping, columns) == NULL;
}

/* "'A' (or 'B', 'C')", as the source's text has them. */
static void
spell_source(const struct source *source, struct text *to)
{
	struct span left = source->text;
	bool first = true;

	do {
		const char *bar =
		    source->alternatives ? memchr(left.ptr, '|', left.len) : NULL;
		size_t len = bar == NULL ? left.len : (size_t)(bar - left.ptr);
		char quoted[QUOTED_MAX];

		text_add(to, span_of(quote(quoted, (struct span){ left.ptr, len })));
		left = span_skip(left, len + (bar != NULL));
		if (left.len > 0)
			text_add(to, span_of(first ? " (or " : ", "));
		else if (!first)
			text_add(to, span_of(")"));
		first = false;
	} while (left.len > 0);
}

static _Noreturn void
lacks_source(
    const struct mapping *mapping, const struct csvread *csv, const struct source *source)
{
	const struct preset *preset = mapping->options->preset;
	const struct preset *other = preset_for(csvread_columns(csv));
	struct text what = { NULL, 0, 0 };

	if (source->alternatives && preset != NULL) {
		text_add(&what, span_of("--preset "));
		text_add(&what, span_of(preset->name));
		text_add(&what, span_of(": "));
	}
	text_add(&what, span_of("no column "));
	spell_source(source, &what);
	text_add(&what, span_of("; there are: "));
	csvread_add_columns(csv, &what);
	if (source->alternatives && other != NULL) {
		text_add(&what, span_of("; --preset "));
		text_add(&what, span_of(other->name));
		text_add(&what, span_of(" would fit"));
	}
	diag_usage("%s: %.*s", csvread_name(csv), (int)what.len, what.ptr);
}

static bool
uses_column(const struct source *source, size_t column)
{
	for (size_t i = 0; i < source->picks; i++)
		if (source->pick[i].column == column && source->pick[i].key.ptr == NULL)
			return true;
	return false;
}

static bool
has_column(const struct mapping *mapping, size_t column)
{
	bool has = uses_column(&mapping->time, column) || uses_column(&mapping->lead, column) ||
	    uses_column(&mapping->amount, column);

	for (size_t i = 0; i < mapping->entered_count; i++)
		has = has || uses_column(&mapping->entered[i].source, column);
	for (size_t i = 0; i < mapping->outputs.count; i++)
		has = has || uses_column(&mapping->outputs.item[i].source, column);
	return has;
}

/* --all: the columns that are not in the output yet, in the file's order. */
static void
add_others(struct mapping *mapping, const struct list *columns)
{
	for (size_t i = 0; i < columns->count; i++) {
		struct source source = { .text = columns->item[i], .picks = 1 };

		source.pick[0].column = i;
		if (!has_column(mapping, i))
			columns_add_other(&mapping->outputs, source);
	}
}

static void
want_sources(const struct mapping *mapping, struct csvread *csv)
{
	source_want(&mapping->time, csv);
	source_want(&mapping->lead, csv);
	source_want(&mapping->amount, csv);
	for (size_t i = 0; i < mapping->entered_count; i++)
		source_want(&mapping->entered[i].source, csv);
	for (size_t i = 0; i < mapping->outputs.count; i++)
		source_want(&mapping->outputs.item[i].source, csv);
	for (size_t i = 0; i < mapping->conditions.count; i++)
		source_want(&mapping->conditions.item[i].source, csv);
}

void
mapping_bind(struct mapping *mapping, struct csvread *csv)
{
	const struct preset *preset = mapping->options->preset;
	bool searches = preset != NULL && preset->preamble;
	struct source *lacks;

	csvread_header(csv, searches ? suits : NULL, &mapping);
	lacks = find_sources(mapping, csvread_columns(csv));
	if (lacks != NULL)
		lacks_source(mapping, csv, lacks);
	conditions_override(&mapping->conditions);
	if (mapping->options->all)
		add_others(mapping, csvread_columns(csv));
	columns_name(&mapping->outputs, csvread_columns(csv));
	want_sources(mapping, csv);
}
