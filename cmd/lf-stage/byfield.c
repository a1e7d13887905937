#include <stdlib.h>

#include "base/mem.h"
#include "lead/statefile.h"
#include "time/instant.h"

#include "byfield.h"

struct lead {
	int64_t first; /* its first time in the input */
	bool staged; /* it has had an event with a stage */
};

struct byfield {
	const struct tsv *tsv;
	struct out *out;
	struct byfield_columns columns;
	struct instant_memo memo;
	struct map *leads; /* the struct lead of each */
	uint64_t late;
	struct statefile *state; /* of --state, or NULL */
};

static void
load_lead(void *data, const struct row *row, void *value)
{
	struct byfield *byfield = data;
	struct lead *lead = value;
	struct reason why;

	if (instant_parse_row(&byfield->memo, row_field(row, 1), &lead->first, &why) != 0)
		statefile_bad(byfield->state, row, 1, why.text);
	lead->staged = row_field(row, 2).len > 0;
}

struct byfield *
byfield_new(const char *state)
{
	struct byfield *byfield = mem_new(1, sizeof(*byfield));

	byfield->leads = map_new(sizeof(struct lead), 8);
	if (state != NULL) {
		byfield->state =
		    statefile_open(state, "lf-stage-births-1\tfirst\tstaged", NULL);
		statefile_load(byfield->state, byfield->leads, load_lead, byfield);
	}
	return byfield;
}

void
byfield_free(struct byfield *byfield)
{
	if (byfield == NULL)
		return;
	if (byfield->state != NULL)
		statefile_close(byfield->state);
	map_free(byfield->leads);
	free(byfield);
}

void
byfield_bind(struct byfield *byfield, const struct tsv *tsv, struct out *out,
    const struct byfield_columns *columns)
{
	byfield->tsv = tsv;
	byfield->out = out;
	byfield->columns = *columns;
}

const struct map *
byfield_leads(const struct byfield *byfield)
{
	return byfield->leads;
}

/* The row as it would have been at that time, when the lead was in its old stage. */
static void
write_first(const struct byfield *byfield, const struct row *row, int64_t time)
{
	const struct byfield_columns *columns = &byfield->columns;
	struct span stage = row_field(row, columns->old);

	for (size_t i = 0; i < row->fields; i++) {
		if (i > 0)
			out_char(byfield->out, '\t');
		if (i == columns->time)
			out_instant(byfield->out, time);
		else if (i == columns->field)
			out_span(byfield->out, stage);
		else if (i == columns->old)
			out_span(byfield->out, byfield->out->null);
		else
			out_span(byfield->out, row_field(row, i));
	}
	if (columns->appended) {
		out_char(byfield->out, '\t');
		out_span(byfield->out, stage);
	}
	out_char(byfield->out, '\n');
}

int
byfield_take(
    struct byfield *byfield, const struct event *event, bool staged, struct reason *why)
{
	struct span cell = { "", 0 };
	struct lead *lead;
	int64_t born;
	bool fresh;

	if (staged && byfield->columns.born != TSV_NONE)
		cell = tsv_value(byfield->tsv, event->row, byfield->columns.born);
	if (cell.len > 0 && instant_parse_row(&byfield->memo, cell, &born, why) != 0)
		return -1;
	lead = map_put_hinted(byfield->leads, event->lead, event->hint, &fresh);
	if (fresh)
		lead->first = event->time;
	if (!staged || lead->staged)
		return 0;
	lead->staged = true;
	if (cell.len == 0)
		born = lead->first;
	if (tsv_value(byfield->tsv, event->row, byfield->columns.old).len == 0)
		return 0;
	if (born < event->time)
		write_first(byfield, event->row, born);
	else
		byfield->late++;
	return 0;
}

uint64_t
byfield_late(const struct byfield *byfield)
{
	return byfield->late;
}

void
byfield_save(struct byfield *byfield)
{
	struct map_cursor cursor = { 0 };
	const struct lead *lead;
	struct out *out;

	if (byfield->state == NULL)
		return;
	out = statefile_begin(byfield->state);
	while ((lead = map_next(byfield->leads, &cursor)) != NULL) {
		out_span(out, map_key(byfield->leads, lead));
		out_char(out, '\t');
		out_instant(out, lead->first);
		out_text(out, lead->staged ? "\t1" : "\t");
		statefile_end_row(byfield->state);
	}
	statefile_commit(byfield->state, (struct span){ "", 0 });
}
