#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"

#include "leadvalues.h"

/* The values of an option's columns are one text, with TABs between them. */
struct slot {
	struct text last, seen;
	bool whole; /* each column of --first-seen has a value */
	struct text held; /* moves: a struct held each, and its texts */
};

/* A move that is held; its texts come after it. */
struct held {
	struct movewriter_row row;
	size_t kept, last; /* their lengths */
};

struct leadvalues {
	const struct tsv *tsv;
	const struct list *last, *seen; /* columns */
	size_t *last_places, *seen_places; /* of them */
	struct slot *slots;
	size_t count, room; /* a slot past count may hold memory to be used again */
	size_t made;
	struct text scratch;
};

struct leadvalues *
leadvalues_new(const struct list *last, const struct list *seen)
{
	struct leadvalues *values = mem_new(1, sizeof(*values));

	values->last = last;
	values->seen = seen;
	return values;
}

void
leadvalues_free(struct leadvalues *values)
{
	if (values == NULL)
		return;
	for (size_t i = 0; i < values->made; i++) {
		text_free(&values->slots[i].last);
		text_free(&values->slots[i].seen);
		text_free(&values->slots[i].held);
	}
	free(values->slots);
	free(values->last_places);
	free(values->seen_places);
	text_free(&values->scratch);
	free(values);
}

void
leadvalues_bind(struct leadvalues *values, const struct tsv *tsv)
{
	values->tsv = tsv;
	values->last_places = tsv_need_list(tsv, values->last);
	values->seen_places = tsv_need_list(tsv, values->seen);
}

/* As many empty values. */
static void
make_empty(struct text *text, size_t count)
{
	text->len = 0;
	for (size_t i = 1; i < count; i++)
		text_add(text, (struct span){ "\t", 1 });
}

uint32_t
leadvalues_add(struct leadvalues *values)
{
	struct slot *slot;

	if (values->count == values->made) {
		values->slots = mem_grow(
		    values->slots, values->made, &values->room, sizeof(*values->slots));
		values->slots[values->made++] = (struct slot){ .whole = false };
	}
	slot = &values->slots[values->count];
	make_empty(&slot->last, values->last->count);
	make_empty(&slot->seen, values->seen->count);
	slot->held.len = 0;
	slot->whole = values->seen->count == 0;
	return (uint32_t)values->count++;
}

void
leadvalues_clear(struct leadvalues *values)
{
	values->count = 0;
}

static void
set_text(struct text *text, struct span value)
{
	text->len = 0;
	text_add(text, value);
}

/* A value of the row, or the one before: the newer one if newest, else the older one. */
static struct span
choose(struct span before, struct span value, bool newest)
{
	struct span first = newest ? value : before;

	return first.len > 0 ? first : newest ? before : value;
}

/* Merges the row's values into the text. Returns whether all columns have one. */
static bool
merge(struct leadvalues *values, struct text *text, const struct row *row,
    const size_t *places, size_t count, bool newest)
{
	struct span left = text->ptr == NULL ? (struct span){ "", 0 } : text_span(text);
	struct span before;
	bool whole = true;

	values->scratch.len = 0;
	for (size_t i = 0; i < count && span_take(&left, '\t', &before); i++) {
		struct span chosen =
		    choose(before, tsv_value(values->tsv, row, places[i]), newest);

		if (i > 0)
			text_add(&values->scratch, (struct span){ "\t", 1 });
		text_add(&values->scratch, chosen);
		whole &= chosen.len > 0;
	}
	set_text(text, text_span(&values->scratch));
	return whole;
}

bool
leadvalues_take(struct leadvalues *values, uint32_t at, const struct row *row)
{
	struct slot *slot = &values->slots[at];

	if (values->last->count > 0)
		merge(values, &slot->last, row, values->last_places, values->last->count,
		    true);
	if (slot->whole)
		return false;
	slot->whole = merge(values, &slot->seen, row, values->seen_places,
	    values->seen->count, false);
	return slot->whole;
}

struct span
leadvalues_last(const struct leadvalues *values, uint32_t slot)
{
	return text_span(&values->slots[slot].last);
}

void
leadvalues_set_last(struct leadvalues *values, uint32_t slot, struct span last)
{
	set_text(&values->slots[slot].last, last);
}

static void
hold(struct leadvalues *values, struct slot *slot, const struct movewriter *writer,
    const struct movewriter_row *row)
{
	struct span kept = tsv_join(values->tsv, row->cause, writer->keep_columns,
	    writer->keep.count, &values->scratch);
	struct held held = { *row, kept.len, slot->last.len };

	text_add(&slot->held, (struct span){ (const char *)&held, sizeof(held) });
	text_add(&slot->held, kept);
	text_add(&slot->held, text_span(&slot->last));
}

void
leadvalues_put(struct leadvalues *values, uint32_t at, struct movewriter *writer,
    const struct movewriter_row *row)
{
	struct slot *slot = &values->slots[at];
	struct movewriter_more more = { .last = text_span(&slot->last),
		.seen = text_span(&slot->seen) };
	struct movewriter_row with = *row;

	if (row->cause != NULL && !slot->whole) {
		hold(values, slot, writer, row);
		return;
	}
	with.more = &more;
	movewriter_put(writer, &with);
}

void
leadvalues_release(struct leadvalues *values, uint32_t at, struct movewriter *writer,
    struct span lead, struct span first)
{
	struct slot *slot = &values->slots[at];
	struct span left = text_span(&slot->held);

	while (left.len > 0) {
		struct held held;
		struct movewriter_more more = { .seen = text_span(&slot->seen) };

		memcpy(&held, left.ptr, sizeof(held));
		left = span_skip(left, sizeof(held));
		held.row.cause = NULL;
		held.row.lead = lead;
		held.row.values = first;
		more.kept = (struct span){ left.ptr, held.kept };
		left = span_skip(left, held.kept);
		more.last = (struct span){ left.ptr, held.last };
		left = span_skip(left, held.last);
		held.row.more = &more;
		movewriter_put(writer, &held.row);
	}
	text_free(&slot->held);
}
