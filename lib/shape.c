#include <stdlib.h>

#include "escape.h"
#include "mem.h"
#include "shape.h"

static struct source
option_source(const char *text)
{
	return (struct source){ .text = text };
}

static struct source
preset_source(const char *text, bool optional)
{
	return (struct source){ .text = text, .alternatives = true, .optional = optional };
}

/* The name that --rename gives a column of the output. */
static struct span
renamed(const struct shape *shape, struct span name)
{
	const struct texts *renames = &shape->options->rename;

	for (size_t i = 0; i < renames->count; i++) {
		struct span from, to;

		options_pair("rename", renames->item[i], &from, &to);
		if (!span_equal(from, name))
			continue;
		shape->renamed[i] = true;
		return to;
	}
	return name;
}

static const char *const *
fixed_names(const struct shape *shape)
{
	static const char *const ledger[] = { "time", "amount", NULL };
	static const char *const events[] = { "time", "lead", NULL };
	static const char *const staged[] = { "time", "lead", "stage", NULL };

	if (shape->ledger)
		return ledger;
	return shape->entered_count > 0 ? staged : events;
}

static _Noreturn void
twice(struct span name)
{
	char quoted[QUOTED_MAX];

	diag_usage("column %s would occur twice in the output; see --rename",
	    quote(quoted, name));
}

static struct output *
find_output(const struct shape *shape, struct span name)
{
	for (const char *const *fixed = fixed_names(shape); *fixed != NULL; fixed++)
		if (span_equal(renamed(shape, span_of(*fixed)), name))
			twice(name);
	for (size_t i = 0; i < shape->output_count; i++)
		if (span_equal(shape->outputs[i].name, name))
			return &shape->outputs[i];
	return NULL;
}

/* Adds a column, or puts it in the place of a preset's. */
static void
add_output(struct shape *shape, struct span name, struct source source, bool weak)
{
	struct output *output;

	if (name.len == 0)
		diag_usage("a column of the output has no name");
	output = find_output(shape, name);
	if (output != NULL && !output->weak)
		twice(name);
	if (output == NULL) {
		shape->outputs = mem_grow(shape->outputs, shape->output_count,
		    &shape->output_room, sizeof(*shape->outputs));
		output = &shape->outputs[shape->output_count++];
	}
	*output = (struct output){ name, source, weak };
}

static void
add_kept(struct shape *shape)
{
	const struct texts *keep = &shape->options->keep;

	for (size_t i = 0; i < keep->count; i++) {
		const char *text = keep->item[i];

		add_output(shape, renamed(shape, span_of(text)), option_source(text), false);
	}
}

static void
add_constants(struct shape *shape)
{
	const struct texts *set = &shape->options->set;

	for (size_t i = 0; i < set->count; i++) {
		struct source constant = { .divisor = 1 };
		struct span name;

		options_pair("set", set->item[i], &name, &constant.constant);
		add_output(shape, renamed(shape, name), constant, false);
	}
}

static struct condition *
add_condition(struct shape *shape)
{
	shape->conditions = mem_grow(shape->conditions, shape->condition_count,
	    &shape->condition_room, sizeof(*shape->conditions));
	return &shape->conditions[shape->condition_count++];
}
