#include <stdlib.h>

#include "mem.h"
#include "movewriter.h"

/* Room for the times, counts and durations that stand side by side in a row. */
enum { NUMBERS_MAX = 5 * (INSTANT_TEXT_MAX + 1) };

/* One more name for the header; one that is there already is a usage error. */
static void
add_column(struct list *columns, struct span name)
{
	char quoted[QUOTED_MAX];

	if (list_find(columns, name) >= 0)
		diag_usage("the output would have two columns %s", quote(quoted, name));
	columns->item[columns->count++] = name;
}

/* The columns, in order; their names are not copied. */
static struct list
make_columns(const struct movewriter *writer)
{
	static const char *const fixed[] = { "lead", "time", "from", "to", "visit",
		"from_visit", "since", "sojourn", "age" };
	size_t fixed_count = sizeof(fixed) / sizeof(fixed[0]);
	struct list columns = { mem_new(fixed_count + writer->first.count + writer->keep.count +
					1,
				    sizeof(*columns.item)),
		0 };

	for (size_t i = 0; i < fixed_count; i++)
		add_column(&columns, span_of(fixed[i]));
	for (size_t i = 0; i < writer->first.count; i++)
		add_column(&columns, writer->first.item[i]);
	for (size_t i = 0; i < writer->keep.count; i++)
		add_column(&columns, writer->keep.item[i]);
	if (writer->imputes)
		add_column(&columns, span_of("imputed"));
	return columns;
}

void
movewriter_header(struct movewriter *writer, bool wanted)
{
	struct list columns = make_columns(writer);

	for (size_t i = 0; wanted && i < columns.count; i++) {
		out_span(writer->out, columns.item[i]);
		out_char(writer->out, i + 1 < columns.count ? '\t' : '\n');
	}
	out_flush(writer->out);
	free(columns.item);
}

/* The lead's first move: no visit is left. */
static void
put_arrival(struct out *out, const struct step *step)
{
	out_count(out, step->visit);
	for (int i = 0; i < 3; i++) {
		out_char(out, '\t');
		out_span(out, out->null);
	}
	out_char(out, '\t');
	out_seconds(out, step->time - step->first);
}

/* The rest of a row that leaves a stage: all numbers, and room for them at once. */
static void
put_stay(struct movewriter *writer, const struct step *step)
{
	struct out *out = writer->out;
	char *at;

	if (step->to == 0)
		out_span(out, out->null);
	at = out_room(out, NUMBERS_MAX);
	if (step->to != 0)
		at += count_format(at, step->visit);
	*at++ = '\t';
	at += count_format(at, step->from_visit);
	*at++ = '\t';
	at += instant_format_row(&writer->dates, at, step->since);
	*at++ = '\t';
	at += seconds_format(at, step->time - step->since);
	*at++ = '\t';
	at += seconds_format(at, step->time - step->first);
	out->used = (size_t)(at - out->buf);
}

/* The columns of --first, --keep and --backfill. */
static void
put_extras(struct movewriter *writer, const struct step *step)
{
	struct out *out = writer->out;
	struct span none = { "", 0 };

	if (writer->first.count > 0) {
		out_char(out, '\t');
		out_joined(out, step->values);
	}
	for (size_t i = 0; i < writer->keep.count; i++) {
		out_char(out, '\t');
		out_field(out, step->cause == NULL ?
			none :
			tsv_value(writer->tsv, step->cause, writer->keep_columns[i]));
	}
	if (writer->imputes) {
		out_char(out, '\t');
		out_field(out, span_of(step->imputed ? "1" : ""));
	}
}

void
movewriter_put(struct movewriter *writer, const struct step *step)
{
	struct out *out = writer->out;
	char *at;

	out_span(out, step->lead);
	at = out_room(out, INSTANT_TEXT_MAX + 2);
	*at++ = '\t';
	at += instant_format_row(&writer->dates, at, step->time);
	*at++ = '\t';
	out->used = (size_t)(at - out->buf);
	out_field(out, names_text(writer->names, step->from));
	out_char(out, '\t');
	out_field(out, names_text(writer->names, step->to));
	out_char(out, '\t');
	if (step->from == 0)
		put_arrival(out, step);
	else
		put_stay(writer, step);
	put_extras(writer, step);
	out_char(out, '\n');
}
