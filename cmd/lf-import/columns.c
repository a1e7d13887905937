#include <stdlib.h>

#include "base/diag.h"
#include "base/map.h"
#include "base/mem.h"
#include "tsv/escape.h"

#include "columns.h"

void
columns_init(struct columns *outputs, const struct texts *renames)
{
	*outputs = (struct columns){ .renames = renames,
		.renamed = mem_new(renames->count, sizeof(*outputs->renamed)) };
}

void
columns_free(struct columns *outputs)
{
	for (size_t i = 0; i < outputs->count; i++)
		source_free(&outputs->item[i].source);
	free(outputs->item);
	free(outputs->renamed);
}

/*
 * The name that --rename gives a column of the output. One that is ours, not named
 * by the CSV or an option, comes last: it keeps its name if another had it too.
 */
static struct span
renamed(const struct columns *outputs, struct span name, bool ours)
{
	const struct texts *renames = outputs->renames;

	for (size_t i = 0; i < renames->count; i++) {
		struct span from, to;

		options_pair("rename", renames->item[i], &from, &to);
		if (!span_equal(from, name))
			continue;
		if (ours && outputs->renamed[i])
			return name;
		outputs->renamed[i] = true;
		return to;
	}
	return name;
}

static void
add_output(struct columns *outputs, struct span name, struct source source, bool weak)
{
	outputs->item =
	    mem_grow(outputs->item, outputs->count, &outputs->room, sizeof(*outputs->item));
	outputs->item[outputs->count++] = (struct output){ name, source, weak };
}

void
columns_add_fixed(struct columns *outputs, const char *name)
{
	outputs->fixed[outputs->fixed_count++] = span_of(name);
}

void
columns_add_preset(struct columns *outputs, struct span name, struct source source)
{
	add_output(outputs, name, source, true);
	outputs->presets++;
}

static struct output *
find_preset(struct columns *outputs, struct span name)
{
	for (size_t i = 0; i < outputs->presets; i++)
		if (outputs->item[i].weak && span_equal(outputs->item[i].name, name))
			return &outputs->item[i];
	return NULL;
}

struct output *
columns_preset(struct columns *outputs, const char *name)
{
	return find_preset(outputs, span_of(name));
}

void
columns_ask(struct columns *outputs, struct span name, struct source source)
{
	struct span to = renamed(outputs, name, false);
	struct output *output = find_preset(outputs, to);

	if (output != NULL)
		*output = (struct output){ to, source, false };
	else
		add_output(outputs, to, source, false);
}

void
columns_add_other(struct columns *outputs, const struct csvheader *header, size_t column)
{
	struct span name = csvheader_name(header, column);
	struct source source = { .text = name, .picks = 1 };

	source.pick[0].column = column;
	add_output(outputs, renamed(outputs, name, false), source, false);
}

/* Renames the fixed columns and the preset's. */
static void
rename_ours(struct columns *outputs)
{
	for (size_t i = 0; i < outputs->fixed_count; i++)
		outputs->fixed[i] = renamed(outputs, outputs->fixed[i], true);
	for (size_t i = 0; i < outputs->count; i++)
		if (outputs->item[i].weak)
			outputs->item[i].name =
			    renamed(outputs, outputs->item[i].name, true);
}

/* Names are written as the file's, escaped; others are not to need it. */
static void
write_names(struct columns *outputs, const struct csvheader *header)
{
	for (size_t i = 0; i < outputs->count; i++) {
		struct output *output = &outputs->item[i];
		const struct pick *pick = &output->source.pick[0];

		/* One that is named by its place stays so. */
		if (output->name.ptr == output->source.text.ptr && pick->key.ptr == NULL &&
		    escape_plain(output->name) < output->name.len)
			output->name = csvheader_name(header, pick->column);
	}
}

/* The name of a column of the output, counted from the first of the fixed ones. */
static struct span
column_name(const struct columns *outputs, size_t column)
{
	return column < outputs->fixed_count ?
	    outputs->fixed[column] :
	    outputs->item[column - outputs->fixed_count].name;
}

static void
check_bytes(struct span name)
{
	char quoted[QUOTED_MAX];

	for (size_t i = 0; i < name.len; i++)
		if (memchr("\t\n\r", name.ptr[i], 3) != NULL)
			diag_usage("column %s: write its TAB, LF or CR as \\t, \\n or \\r",
			    quote(quoted, name));
}

static void
check_names(const struct columns *outputs)
{
	struct map *names = map_new(sizeof(uint16_t), 2);

	for (size_t i = 0; i < outputs->fixed_count + outputs->count; i++) {
		struct span name = column_name(outputs, i);
		char quoted[QUOTED_MAX];
		bool fresh;

		if (name.len == 0)
			diag_usage(
			    "a column of the output has no name; see --rename OLD=NEW");
		check_bytes(name);
		map_put(names, name, &fresh);
		if (!fresh)
			diag_usage(
			    "column %s would occur twice in the output; see --rename",
			    quote(quoted, name));
	}
	map_free(names);
}

static void
check_renames(const struct columns *outputs)
{
	const struct texts *renames = outputs->renames;

	for (size_t i = 0; i < renames->count; i++)
		if (!outputs->renamed[i])
			diag_usage("--rename: '%s' names no column of the output",
			    renames->item[i]);
}

void
columns_name(struct columns *outputs, const struct csvheader *header)
{
	rename_ours(outputs);
	write_names(outputs, header);
	check_names(outputs);
	check_renames(outputs);
}

void
columns_put_header(const struct columns *outputs, struct out *out)
{
	for (size_t i = 0; i < outputs->fixed_count + outputs->count; i++) {
		if (i > 0)
			out_char(out, '\t');
		out_span(out, column_name(outputs, i));
	}
	out_char(out, '\n');
}
