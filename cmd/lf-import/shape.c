#include <stdlib.h>

#include "base/mem.h"

#include "shape.h"

static void
add_fixed(struct shape *shape)
{
	outputs_add_fixed(&shape->outputs, "time");
	outputs_add_fixed(&shape->outputs, shape->ledger ? "amount" : "lead");
	if (shape->entered_count > 0)
		outputs_add_fixed(&shape->outputs, "stage");
}

static void
add_kept(struct shape *shape)
{
	const struct texts *keep = &shape->options->keep;

	shape->kept = mem_new(keep->count, sizeof(*shape->kept));
	for (size_t i = 0; i < keep->count; i++) {
		struct list *list = &shape->kept[i];

		*list = list_parse(keep->item[i]);
		for (size_t k = 0; k < list->count; k++)
			outputs_ask(&shape->outputs, list->item[k],
			    (struct source){ .text = list->item[k] });
	}
}

/* The source of a column that all rows have, or NULL. */
static struct source *
fixed_source(struct shape *shape, struct span name)
{
	if (span_equal(name, span_of("time")) && shape->entered_count == 0)
		return &shape->time;
	if (span_equal(name, span_of("lead")) && !shape->ledger)
		return &shape->lead;
	if (span_equal(name, span_of("amount")) && shape->ledger)
		return &shape->amount;
	return NULL;
}

static void
add_constants(struct shape *shape)
{
	const struct texts *set = &shape->options->set;

	for (size_t i = 0; i < set->count; i++) {
		struct source constant = { .divisor = 1 };
		struct span name;

		options_pair("set", set->item[i], &name, &constant.constant);
		if (fixed_source(shape, name) != NULL)
			*fixed_source(shape, name) = constant;
		else
			outputs_ask(&shape->outputs, name, constant);
	}
}

/* COL=STAGE, split at the last '=': names of columns may hold one. */
static void
add_entered(struct shape *shape)
{
	const struct texts *entered = &shape->options->entered;

	shape->entered = mem_new(entered->count, sizeof(*shape->entered));
	for (size_t i = 0; i < entered->count; i++) {
		const char *text = entered->item[i];
		const char *equals = strrchr(text, '=');

		if (equals == NULL || equals == text || equals[1] == '\0')
			diag_usage("--entered: '%s' is not of the form COL=STAGE", text);
		shape->entered[i] = (struct entered){
			.source = { .text = { text, (size_t)(equals - text) } },
			.stage = span_of(equals + 1),
		};
	}
	shape->entered_count = entered->count;
}

static void
add_preset(struct shape *shape, const struct preset *preset)
{
	for (const struct preset_column *column = preset->columns; column->name != NULL;
	     column++) {
		struct span name = span_of(column->name);
		struct source source = { .text = span_of(column->from),
			.alternatives = true,
			.optional = column->optional };

		if (strcmp(column->name, "time") == 0)
			shape->time = source;
		else if (strcmp(column->name, "lead") == 0)
			shape->lead = source;
		else if (strcmp(column->name, "amount") == 0)
			shape->amount = source;
		else
			outputs_add_preset(&shape->outputs, name, source);
	}
	for (size_t i = 0; i < PRESET_WHERE_MAX && preset->where[i].from != NULL; i++)
		conditions_add_preset(&shape->conditions, &preset->where[i]);
}

/* Whether --set gives a column. */
static bool
sets(const struct shape_options *options, const char *wanted)
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
check_options(const struct shape_options *options)
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

struct shape *
shape_new(const struct shape_options *options)
{
	struct shape *shape = mem_new(1, sizeof(*shape));
	const struct preset *preset = options->preset;

	check_options(options);
	shape->options = options;
	shape->ledger = options->amount != NULL || (preset != NULL && preset->ledger);
	outputs_init(&shape->outputs, &options->rename);
	add_entered(shape);
	add_fixed(shape);
	if (preset != NULL)
		add_preset(shape, preset);
	if (options->time != NULL)
		shape->time = (struct source){ .text = span_of(options->time) };
	if (options->lead != NULL)
		shape->lead = (struct source){ .text = span_of(options->lead) };
	if (options->amount != NULL)
		shape->amount = (struct source){ .text = span_of(options->amount) };
	shape->amount.divides = true;
	add_kept(shape);
	add_constants(shape);
	conditions_add(&shape->conditions, &options->where);
	return shape;
}

void
shape_free(struct shape *shape)
{
	source_free(&shape->time);
	source_free(&shape->lead);
	source_free(&shape->amount);
	for (size_t i = 0; i < shape->entered_count; i++)
		source_free(&shape->entered[i].source);
	outputs_free(&shape->outputs);
	for (size_t i = 0; i < shape->options->keep.count; i++)
		list_free(&shape->kept[i]);
	free(shape->kept);
	free(shape->entered);
	conditions_free(&shape->conditions);
	free(shape);
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
find_sources(struct shape *shape, const struct list *columns)
{
	struct source *lacks = NULL;

	find_source(&shape->time, columns, &lacks);
	find_source(&shape->lead, columns, &lacks);
	find_source(&shape->amount, columns, &lacks);
	for (size_t i = 0; i < shape->entered_count; i++)
		find_source(&shape->entered[i].source, columns, &lacks);
	for (size_t i = 0; i < shape->outputs.count; i++)
		find_source(&shape->outputs.item[i].source, columns, &lacks);
	for (size_t i = 0; i < shape->conditions.count; i++)
		find_source(&shape->conditions.item[i].source, columns, &lacks);
	return lacks;
}

static bool
suits(const struct list *columns, const void *data)
{
	/* The sources are the shape's own, and what is found for them is its own. */
	struct shape *shape = *(struct shape *const *)data;

	return find_sources(shape, columns) == NULL;
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
		len += bar != NULL;
		left = (struct span){ left.ptr + len, left.len - len };
		if (left.len > 0)
			text_add(to, span_of(first ? " (or " : ", "));
		else if (!first)
			text_add(to, span_of(")"));
		first = false;
	} while (left.len > 0);
}

static _Noreturn void
lacks_source(
    const struct shape *shape, const struct csvread *csv, const struct source *source)
{
	const struct preset *preset = shape->options->preset;
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
has_column(const struct shape *shape, size_t column)
{
	bool has = uses_column(&shape->time, column) || uses_column(&shape->lead, column) ||
	    uses_column(&shape->amount, column);

	for (size_t i = 0; i < shape->entered_count; i++)
		has = has || uses_column(&shape->entered[i].source, column);
	for (size_t i = 0; i < shape->outputs.count; i++)
		has = has || uses_column(&shape->outputs.item[i].source, column);
	return has;
}

/* --all: the columns that are not in the output yet, in the file's order. */
static void
add_others(struct shape *shape, const struct list *columns)
{
	for (size_t i = 0; i < columns->count; i++) {
		struct source source = { .text = columns->item[i], .picks = 1 };

		source.pick[0].column = i;
		if (!has_column(shape, i))
			outputs_add_other(&shape->outputs, source);
	}
}

static void
want_sources(const struct shape *shape, struct csvread *csv)
{
	source_want(&shape->time, csv);
	source_want(&shape->lead, csv);
	source_want(&shape->amount, csv);
	for (size_t i = 0; i < shape->entered_count; i++)
		source_want(&shape->entered[i].source, csv);
	for (size_t i = 0; i < shape->outputs.count; i++)
		source_want(&shape->outputs.item[i].source, csv);
	for (size_t i = 0; i < shape->conditions.count; i++)
		source_want(&shape->conditions.item[i].source, csv);
}

void
shape_bind(struct shape *shape, struct csvread *csv)
{
	const struct preset *preset = shape->options->preset;
	bool searches = preset != NULL && preset->preamble;
	struct source *lacks;

	csvread_header(csv, searches ? suits : NULL, &shape);
	lacks = find_sources(shape, csvread_columns(csv));
	if (lacks != NULL)
		lacks_source(shape, csv, lacks);
	conditions_override(&shape->conditions);
	if (shape->options->all)
		add_others(shape, csvread_columns(csv));
	outputs_name(&shape->outputs, csvread_columns(csv));
	want_sources(shape, csv);
}
