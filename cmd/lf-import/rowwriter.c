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
put_day(struct out *out, const struct reading *day)
{
	out->used += date_format(
	    out_room(out, DATE_TEXT_MAX), floor_div(day->usec, USEC_PER_DAY));
}

static void
put_time(struct out *out, const struct record *record, const struct reading *time)
{
	if (time->clock.len > 0)
		put_clock(out, time->clock);
	else if (!time->day)
		out_instant(out, time->usec);
	else if (!record->mapping->ledger)
		out_instant(out, times_midnight(&record->times, time->usec));
	else
		put_day(out, time);
}

/* A row; stage is NULL if it has no such column. */
static void
put_row(struct out *out, const struct record *record, const struct reading *time,
    const struct span *stage)
{
	const struct mapping *mapping = record->mapping;

	put_time(out, record, time);
	if (mapping->when == WHEN_SPAN) {
		out_char(out, '\t');
		put_day(out, &record->until);
	}
	out_char(out, '\t');
	out_span(out, mapping->ledger ? (struct span){ record->amount, record->amount_len } :
					record->lead);
	if (stage != NULL) {
		out_char(out, '\t');
		escape_field(out, *stage);
	}
	for (size_t i = 0; i < mapping->outputs.count; i++) {
		out_char(out, '\t');
		escape_field(out, record->values[i]);
	}
	out_char(out, '\n');
}

void
rowwriter_put(struct out *out, const struct record *record)
{
	const struct entered *entered = &record->mapping->entered;

	if (record->mapping->when != WHEN_ENTERED)
		put_row(out, record, &record->time, NULL);
	for (size_t i = 0; i < record->entries; i++) {
		size_t column = record->entry[i].column;

		put_row(out, record, &record->entered[column], &entered->item[column].stage);
	}
}
