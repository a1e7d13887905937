#include <stdlib.h>

#include "base/fnv.h"
#include "base/map.h"
#include "report/partialwrite.h"
#include "report/partialheader.h"
#include "time/duration.h"
#include "time/instant.h"

/* The key of a sum, as bytes: there are no gaps between the members. */
struct sum_key {
	int64_t period, value;
	uint32_t kept, group, key[PARTIAL_KEYS];
	uint32_t unused;
};

static void
add_text(struct text *text, const char *more)
{
	text_add(text, span_of(more));
}

static void
put_count(struct text *text, uint64_t count)
{
	text->len += digits_put(text_room(text, DIGITS_MAX), count);
}

void
partial_put_header(struct partial *partial)
{
	const struct partial_form *form = partial->form;
	struct out *out = &partial->report->out;
	struct text *text = &partial->text;

	report_put_header(partial->report, out);
	for (size_t i = 0; i < partial->keys; i++) {
		out_text(out, form->keys[i]);
		out_char(out, '\t');
	}
	out_text(out, "figure\tvalue\tcount\t");
	out_text(out, form->version);
	text_add(text, (struct span){ out->buf, out->used });
	partialoptions_put(&partial->recorded, text);
	partialheader_end(text);
	out->used = 0;
	out_span(out, text_span(text));
	partial->check.header = fnv_of(text_span(text));
	report_end_header(out);
}

/* Begins a row with its keys. */
static void
begin_row(struct partial *partial, const struct partial_row *row)
{
	struct report *report = partial->report;
	struct text *text = &partial->text;

	text->len = 0;
	if (report->calendar != NULL) {
		if (row->period != PARTIAL_UNDATED)
			text->len += calendar_name(report->calendar, row->period,
			    text_room(text, PERIOD_TEXT_MAX));
		add_text(text, "\t");
	}
	text_add(text, row->group);
	/* No group at all is as many empty values. */
	for (size_t i = row->group.len > 0 && report->groups.count > 0 ?
		 report->groups.count - 1 : 0; i < report->groups.count; i++)
		add_text(text, "\t");
	for (size_t i = 0; i < partial->keys; i++) {
		text_add(text, row->key[i]);
		add_text(text, "\t");
	}
}

/* Ends a row, counts and writes it. */
static void
end_row(struct partial *partial)
{
	partial->check.rows++;
	partial->check.hash += fnv_of(text_span(&partial->text));
	add_text(&partial->text, "\n");
	out_span(&partial->report->out, text_span(&partial->text));
}

static void
put_value(struct text *text, enum kept_kind kind, int64_t value)
{
	if (kind == KEPT_DURATION || kind == KEPT_DURATION_SUM)
		text->len += seconds_format(text_room(text, SECONDS_TEXT_MAX), value);
	else if (kind == KEPT_TIME || kind == KEPT_TIME_SUM)
		text->len += instant_format(text_room(text, INSTANT_TEXT_MAX), value);
	add_text(text, "\t");
}

static void
put_sum(struct text *text, int128 sum)
{
	text->len += decimal_format(text_room(text, DECIMAL_TEXT_MAX), sum, DECIMAL_PLACES);
	while (text->ptr[text->len - 1] == '0')
		text->len--;
	if (text->ptr[text->len - 1] == '.')
		text->len--;
}

void
partial_put(struct partial *partial, const struct partial_row *row)
{
	const struct kept *kept = &partial->form->kept[row->kept];
	struct text *text = &partial->text;

	begin_row(partial, row);
	add_text(text, kept->name);
	add_text(text, "\t");
	put_value(text, kept->kind, row->value);
	if (kept_is_sum(kept->kind))
		put_sum(text, row->sum);
	else
		put_count(text, row->count);
	add_text(text, "\t");
	end_row(partial);
}

void
partial_put_durations(struct partial *partial, struct partial_row row,
    struct durations *set, size_t completed, size_t open)
{
	struct tally batch[WALK_BATCH];
	struct walk walk;
	size_t count;

	walk_begin(&walk, set);
	while ((count = walk_next(&walk, batch)) > 0)
		for (size_t i = 0; i < count; i++) {
			row.kept = tally_completed(&batch[i]) > 0 ? completed : open;
			row.value = tally_usec(&batch[i]);
			row.count = batch[i].count;
			partial_put(partial, &row);
		}
}

void
partial_put_amounts(struct partial *partial, const struct amounts *amounts, size_t unit)
{
	struct partial_row row = { .period = PARTIAL_UNDATED, .kept = unit };
	char code[3];

	row.sum = amounts_unit(amounts);
	if (amounts->places > 0)
		partial_put(partial, &row);
	row.kept++;
	row.count = (uint64_t)amounts->missing;
	if (amounts->missing > 0)
		partial_put(partial, &row);
	row.kept++;
	row.count = 1;
	row.key[0] = (struct span){ code, sizeof(code) };
	for (long i = -1; (i = currencies_next(&amounts->currencies, i + 1, code)) >= 0;)
		partial_put(partial, &row);
}

void
partial_add(struct partial *partial, const struct partial_row *row)
{
	struct sum_key key = { .period = row->period, .value = row->value,
		.kept = (uint32_t)row->kept, .group = names_id(partial->texts, row->group) };
	struct reason why;
	int128 *sum;
	bool fresh;

	for (size_t i = 0; i < partial->keys; i++)
		key.key[i] = names_id(partial->texts, row->key[i]);
	sum = map_put(
	    partial->sums, (struct span){ (const char *)&key, sizeof(key) }, &fresh);
	if (!kept_is_sum(partial->form->kept[row->kept].kind))
		*sum += row->count;
	else if (decimal_add(sum, row->sum, &why) != 0)
		diag_data("%s: %s", partial->form->kept[row->kept].name, why.text);
}

static void
put_sums(struct partial *partial)
{
	struct map_cursor cursor = { 0 };
	const int128 *sum;

	while ((sum = map_next(partial->sums, &cursor)) != NULL) {
		struct partial_row row = { .count = (uint64_t)*sum, .sum = *sum };
		struct sum_key key;

		memcpy(&key, map_key(partial->sums, sum).ptr, sizeof(key));
		row.period = key.period;
		row.value = key.value;
		row.kept = key.kept;
		row.group = names_text(partial->texts, key.group);
		for (size_t i = 0; i < partial->keys; i++)
			row.key[i] = names_text(partial->texts, key.key[i]);
		partial_put(partial, &row);
	}
}

/* Writes a row of the module's own; it has no keys. */
static void
put_own(struct partial *partial, const char *figure, struct span value, uint64_t count)
{
	const struct partial_row row = { .period = PARTIAL_UNDATED };
	struct text *text = &partial->text;

	begin_row(partial, &row);
	add_text(text, figure);
	add_text(text, "\t");
	text_add(text, value);
	add_text(text, "\t");
	put_count(text, count);
	add_text(text, "\t");
	end_row(partial);
}

static void
put_names(struct partial *partial)
{
	const struct report *report = partial->report;

	for (uint32_t i = 1; i <= names_count(report->names); i++)
		put_own(partial, entered_is(report->entered, i) ? "entered" : "named",
		    names_text(report->names, i), 1);
}

static void
put_time(struct partial *partial, const char *figure, int64_t usec)
{
	char text[INSTANT_TEXT_MAX];

	put_own(partial, figure, (struct span){ text, instant_format(text, usec) }, 1);
}

void
partial_see_time(struct partial *partial, const struct move *move)
{
	char text[2][INSTANT_TEXT_MAX];

	if (!moves_dated(partial->report->moves))
		return;
	if (partial->as_of != INSTANT_MIN && move->time != partial->as_of) {
		text[0][instant_format(text[0], move->time)] = '\0';
		text[1][instant_format(text[1], partial->as_of)] = '\0';
		diag_data("%s:%llu: an open row of %s, where those before are of %s: all open "
			  "rows need the same lf-transitions --as-of",
		    tsv_name(partial->report->tsv), (unsigned long long)move->row->line,
		    text[0], text[1]);
	}
	partial->as_of = move->time;
}

/*
 * Writes the time of open rows, and that of the latest row, if there are such rows; and,
 * under --calendar, what the clock says then.
 */
static void
put_times(struct partial *partial)
{
	const struct report *report = partial->report;
	int64_t latest = report->moves != NULL ? moves_as_of(report->moves) : partial->latest;

	if (partial->as_of != INSTANT_MIN)
		put_time(partial, "as-of", partial->as_of);
	if (latest != INSTANT_MIN && latest != partial->as_of)
		put_time(partial, "latest", latest);
	if (latest != INSTANT_MIN && partial->form->clocked && report->clock != NULL)
		put_time(partial, "worked", partial_clock(partial, latest));
}

void
partial_finish(struct partial *partial)
{
	char digits[FNV_TEXT];
	uint64_t rows;

	put_sums(partial);
	put_names(partial);
	put_times(partial);
	rows = partial->check.rows;
	fnv_put(digits, partial->check.header + partial->check.hash);
	put_own(partial, "end", (struct span){ digits, sizeof(digits) }, rows);
}
