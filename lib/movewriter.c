#include <stdlib.h>

#include "digits.h"
#include "mem.h"
#include "movewriter.h"

/* Room for the times, counts and durations of a row, and what parts all its fields. */
enum { NUMBERS_MAX = 6 * INSTANT_TEXT_MAX + 9 };

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

/* A stage's name, or what stands for none. */
static struct span
stage_text(const struct movewriter *writer, uint32_t stage)
{
	return stage == 0 ? writer->out->null : names_text(writer->names, stage);
}

/* from_visit, since and sojourn. */
static char *
put_stay(struct movewriter *writer, char *at, const struct step *step)
{
	struct span null = writer->out->null;

	if (step->from == 0) {
		for (int i = 0; i < 3; i++) {
			at = span_put(at, null);
			*at++ = '\t';
		}
		return at;
	}
	at += digits_put(at, step->from_visit);
	*at++ = '\t';
	at += instant_format_row(&writer->dates, at, step->since);
	*at++ = '\t';
	at += seconds_format(at, step->time - step->since);
	*at++ = '\t';
	return at;
}

static char *
put_time(struct movewriter *writer, char *at, const struct step *step)
{
	if (step->text == NULL)
		return at + instant_format_row(&writer->dates, at, step->time);
	memcpy(at, step->text, INSTANT_TEXT_LEN);
	return at + INSTANT_TEXT_LEN;
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
	struct span from = stage_text(writer, step->from);
	struct span to = stage_text(writer, step->to);
	/* Room for all of them at once: at most four values are missing. */
	char *at = out_room(
	    out, step->lead.len + from.len + to.len + 4 * out->null.len + NUMBERS_MAX);

	at = span_put(at, step->lead);
	*at++ = '\t';
	at = put_time(writer, at, step);
	*at++ = '\t';
	at = span_put(at, from);
	*at++ = '\t';
	at = span_put(at, to);
	*at++ = '\t';
	if (step->to == 0)
		at = span_put(at, out->null);
	else
		at += digits_put(at, step->visit);
	*at++ = '\t';
	at = put_stay(writer, at, step);
	at += seconds_format(at, step->time - step->first);
	out->used = (size_t)(at - out->buf);
	put_extras(writer, step);
	out_char(out, '\n');
}
