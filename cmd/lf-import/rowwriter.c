#include "tsv/escape.h"

#include "rowwriter.h"

/* A fifth of the run's time goes if such times are not written anew. */
static void
put_clock(struct out *out, struct span clock)
{
	char *to = out_room(out, clock.len + 1);

	memcpy(to, clock.ptr, clock.len);
	to[10] = 'T';
	to[clock.len] = 'Z';
	out->used += clock.len + 1;
}

static void
put_day(struct rowwriter *writer, const struct reading *reading)
{
	int64_t day = floor_div(reading->usec, USEC_PER_DAY);

	if (writer->len == 0 || day != writer->day) {
		writer->day = day;
		writer->len = date_format(writer->text, day);
	}
	out_span(writer->out, (struct span){ writer->text, writer->len });
}

static void
put_time(struct rowwriter *writer, const struct record *record, const struct reading *time)
{
	struct out *out = writer->out;

	if (time->clock.len > 0)
		put_clock(out, time->clock);
	else if (!time->day)
		out_instant(out, time->usec);
	else if (!record->mapping->ledger)
		out_instant(out, times_midnight(&record->times, time->usec));
	else
		put_day(writer, time);
}

/*
 * A value, after a TAB. Most need no escape, and most are short: looking for escapes in all
 * of them takes a fifth of the run's time, and copying as many bytes as each one has 4 %.
 */
static void
put_value(struct out *out, const struct csvread *csv, struct span value)
{
	enum { SHORT = CSVREAD_SLACK };
	char *to;

	if (value.len == 0 || !csvread_plain(csv, value)) {
		out_char(out, '\t');
		escape_field(out, value);
		return;
	}
	to = out_room(out, 1 + value.len + SHORT);
	*to++ = '\t';
	memcpy(to, value.ptr, SHORT);
	if (value.len > SHORT)
		memcpy(to + SHORT, value.ptr + SHORT, value.len - SHORT);
	out->used += 1 + value.len;
}

/* A row; stage is NULL if it has no such column. */
static void
put_row(struct rowwriter *writer, const struct record *record, const struct reading *time,
    const struct span *stage)
{
	const struct mapping *mapping = record->mapping;
	struct out *out = writer->out;

	put_time(writer, record, time);
	if (mapping->when == WHEN_SPAN) {
		out_char(out, '\t');
		put_day(writer, &record->until);
	}
	out_char(out, '\t');
	out_span(out,
	    mapping->ledger ? (struct span){ record->amount, record->amount_len } :
			      record->lead);
	if (stage != NULL) {
		out_char(out, '\t');
		escape_field(out, *stage);
	}
	for (size_t i = 0; i < mapping->outputs.count; i++)
		put_value(out, record->csv, record->values[i]);
	out_char(out, '\n');
}

void
rowwriter_put(struct rowwriter *writer, const struct record *record)
{
	const struct entered *entered = &record->mapping->entered;

	if (record->mapping->when != WHEN_ENTERED)
		put_row(writer, record, &record->time, NULL);
	for (size_t i = 0; i < record->entries; i++) {
		size_t column = record->entry[i].column;

		put_row(
		    writer, record, &record->entered[column], &entered->item[column].stage);
	}
}
