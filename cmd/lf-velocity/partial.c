#include <inttypes.h>

#include "base/mem.h"
#include "base/text.h"
#include "time/duration.h"

#include "partial.h"

#define VERSION "lf-velocity-1"

/* More visits of one length than this are no count: sums of durations fit beyond doubt. */
#define COUNT_MAX (1000000000000 * DECIMAL_ONE)

void
partial_put_header(struct out *out, bool with_open)
{
	out_text(out, "seconds\tcompleted\t");
	if (with_open)
		out_text(out, "open\t");
	out_text(out, VERSION);
}

void
partial_put(struct out *out, const struct tally *tally, bool with_open)
{
	int64_t count = (int64_t)tally->count;

	out_seconds(out, tally_usec(tally));
	out_char(out, '\t');
	out_integer(out, tally_open(tally) ? 0 : count);
	out_char(out, '\t');
	if (with_open) {
		out_integer(out, tally_open(tally) ? count : 0);
		out_char(out, '\t');
	}
}

/* Whether the column so far from the end has that name; then *left is one less. */
static bool
take_column(const struct list *columns, const char *name, size_t *left)
{
	if (*left == 0 || !span_equal(columns->item[*left - 1], span_of(name)))
		return false;
	--*left;
	return true;
}

void
partial_open(struct partial *file, struct tsv *tsv)
{
	const struct list *columns = tsv_columns(tsv);
	struct span version = { VERSION, sizeof(VERSION) - 1 };
	size_t left = columns->count - 1;
	struct span name = columns->item[left];

	*file = (struct partial){ .tsv = tsv, .last = left, .open = TSV_NONE };
	if (take_column(columns, "open", &left))
		file->open = left;
	if (name.len < version.len ||
	    !span_equal((struct span){ name.ptr, version.len }, version) ||
	    !take_column(columns, "completed", &left) ||
	    !take_column(columns, "seconds", &left) || !take_column(columns, "stage", &left))
		diag_data("%s:1: is not a state that lf-velocity --partial of this version wrote",
		    tsv_name(tsv));
	file->stage = left;
	file->seconds = left + 1;
	file->options = span_skip(name, version.len);
}

struct list
partial_keys(const struct partial *file)
{
	const struct span *names = tsv_columns(file->tsv)->item;
	struct list keys = { mem_new(file->stage, sizeof(*keys.item)), file->stage };
	struct text all = { NULL, 0, 0 };

	for (size_t i = 0; i < keys.count; i++)
		text_add(&all, names[i]);
	/* Only now the text stays where it is; list_free frees the first. */
	for (size_t i = 0, at = 0; i < keys.count; at += names[i++].len)
		keys.item[i] = (struct span){ all.ptr + at, names[i].len };
	return keys;
}

static int
parse_count(struct span text, uint64_t *count, struct reason *why)
{
	char quoted[QUOTED_MAX];
	int128 value;
	int places;

	if (decimal_parse(text, &value, &places, why) != 0)
		return -1;
	if (value < 0 || value > COUNT_MAX || places > 0)
		return fail(why, "%s is not a count", quote(quoted, text));
	*count = (uint64_t)(value / DECIMAL_ONE);
	return 0;
}

static _Noreturn void
bad_row(const struct partial *file, const struct row *row, const char *column,
    const char *reason)
{
	diag_data("%s:%" PRIu64 ": %s: %s", tsv_name(file->tsv), row->line, column, reason);
}

static void
parse_row(const struct partial *file, struct partial_row *row)
{
	struct reason why;

	row->open = 0;
	row->stage = row_field(&row->row, file->stage);
	if (seconds_parse_row(row_field(&row->row, file->seconds), &row->usec, &why) != 0)
		bad_row(file, &row->row, "seconds", why.text);
	if (row->usec < 0)
		bad_row(file, &row->row, "seconds", "is below zero");
	if (parse_count(row_field(&row->row, file->seconds + 1), &row->completed, &why) != 0)
		bad_row(file, &row->row, "completed", why.text);
	if (file->open != TSV_NONE &&
	    parse_count(row_field(&row->row, file->open), &row->open, &why) != 0)
		bad_row(file, &row->row, "open", why.text);
}

bool
partial_next(struct partial *file, struct partial_row *row)
{
	while (tsv_next(file->tsv, &row->row)) {
		if (span_equal(row_bytes(&row->row), tsv_header(file->tsv)))
			continue;
		if (row_field(&row->row, file->last).len > 0)
			diag_data("%s:%" PRIu64 ": the header is not that of the state before: "
				  "other options made it",
			    tsv_name(file->tsv), row->row.line);
		parse_row(file, row);
		return true;
	}
	return false;
}
