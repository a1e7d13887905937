#include <stdlib.h>

#include "base/mem.h"
#include "lead/statefile.h"
#include "time/instant.h"

#include "byfield.h"

/* A lead's. */
struct birth {
	int64_t first; /* its first time in the input */
	bool staged; /* it had a staged event */
};

struct byfield {
	const struct tsv *tsv;
	struct out *out;
	struct byfield_columns columns;
	struct instant_memo memo;
	struct map *leads; /* their struct birth */
	uint64_t late;
	struct statefile *state; /* NULL: none is kept */
};

static void
load_birth(void *data, const struct row *row, void *lead)
{
	struct byfield *births = data;
	struct birth *birth = lead;
	struct reason why;

	if (instant_parse_row(
		&births->memo, row_field(row, 1), &birth->first, &why) != 0)
		statefile_bad(births->state, row, 1, why.text);
	birth->staged = row_field(row, 2).len > 0;
}

struct byfield *
byfield_new(const char *state)
{
	struct byfield *births = mem_new(1, sizeof(*births));

	births->leads = map_new(sizeof(struct birth), 8);
	if (state != NULL) {
		births->state = statefile_open(state, "lf-stage-births-1\tfirst\tstaged", NULL);
		statefile_load(births->state, births->leads, load_birth, births);
	}
	return births;
}

void
byfield_free(struct byfield *births)
{
	if (births == NULL)
		return;
	if (births->state != NULL)
		statefile_close(births->state);
	map_free(births->leads);
	free(births);
}

void
byfield_bind(struct byfield *births, const struct tsv *tsv, struct out *out,
    const struct byfield_columns *columns)
{
	births->tsv = tsv;
	births->out = out;
	births->columns = *columns;
}

struct map *
byfield_leads(const struct byfield *births)
{
	return births->leads;
}

/* The row as it would have been at that time, when the lead was in its old stage. */
static void
write_birth(const struct byfield *births, const struct row *row, int64_t time)
{
	const struct byfield_columns *columns = &births->columns;
	struct span stage = row_field(row, columns->old);

	for (size_t i = 0; i < row->fields; i++) {
		if (i > 0)
			out_char(births->out, '\t');
		if (i == columns->time)
			out_instant(births->out, time);
		else if (i == columns->field)
			out_span(births->out, stage);
		else if (i == columns->old)
			out_span(births->out, births->out->null);
		else
			out_span(births->out, row_field(row, i));
	}
	if (columns->appended) {
		out_char(births->out, '\t');
		out_span(births->out, stage);
	}
	out_char(births->out, '\n');
}

int
byfield_take(struct byfield *births, const struct row *row, struct span lead,
    const struct map_hint *hint, int64_t time, bool staged, struct reason *why)
{
	struct span cell = { "", 0 };
	struct birth *birth;
	int64_t born;
	bool fresh;

	if (staged && births->columns.born != TSV_NONE)
		cell = tsv_value(births->tsv, row, births->columns.born);
	if (cell.len > 0 && instant_parse_row(&births->memo, cell, &born, why) != 0)
		return -1;
	birth = map_put_hinted(births->leads, lead, hint, &fresh);
	if (fresh)
		birth->first = time;
	if (!staged || birth->staged)
		return 0;
	birth->staged = true;
	if (cell.len == 0)
		born = birth->first;
	if (tsv_value(births->tsv, row, births->columns.old).len == 0)
		return 0;
	if (born < time)
		write_birth(births, row, born);
	else
		births->late++;
	return 0;
}

uint64_t
byfield_late(const struct byfield *births)
{
	return births->late;
}

void
byfield_save(struct byfield *births)
{
	struct map_cursor cursor = { 0 };
	const struct birth *birth;
	struct out *out;

	if (births->state == NULL)
		return;
	out = statefile_begin(births->state);
	while ((birth = map_next(births->leads, &cursor)) != NULL) {
		out_span(out, map_key(births->leads, birth));
		out_char(out, '\t');
		out_instant(out, birth->first);
		out_text(out, birth->staged ? "\t1" : "\t");
		statefile_end_row(births->state);
	}
	statefile_commit(births->state, (struct span){ "", 0 });
}
